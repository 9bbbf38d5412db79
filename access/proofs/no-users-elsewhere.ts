import { examples, how, rolesAtWorst, says } from "./actors";
import type { Proof } from "./proof";

/** What makes somebody who outlives a session, or a way to come back as one. */
const IDENTITIES = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateGroup",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:CreateVirtualMFADevice",
  "iam:EnableMFADevice",
  "iam:PutGroupPolicy",
  "iam:PutUserPolicy",
  "iam:ResetServiceSpecificCredential",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateSAMLProvider",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
  "rolesanywhere:CreateTrustAnchor",
  "sso:CreateInstance",
];

export const noUsersElsewhere: Proof = {
  name: "no-users-elsewhere",
  sentence: "No function, and no role that people make, makes users, access keys or sign-ins",
  *counterExamples({ world }) {
    for (const account of examples(world)) {
      for (const actor of rolesAtWorst(world, account)) {
        for (const action of IDENTITIES) {
          const resources = world.anyResource(action, account);
          const found = how(world, actor, { action, resources, owner: account });
          if (found !== null) yield says(actor, action, found);
        }
      }
    }
  },
};
