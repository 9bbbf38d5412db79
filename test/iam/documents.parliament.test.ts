import assert from "node:assert/strict";
import { join } from "node:path";
import { document, type OneOrMore, type PolicyDocument } from "../../iam/document";
import { functionRoleArn } from "../../iam/names";
import { bindsPermissions } from "../../model/guardrails";
import type { Plan } from "../../model/plan";
import { pythonOrSkip, runPython } from "../tools/python";
import { documentsOf, exampleValues, filledDocument, type NamedDocument } from "./documents";
import { plans } from "./stacks";
import { waysIn } from "./ways-in";

const SCRIPT = join(__dirname, "../tools/parliament_findings.py");

/** Findings that are wrong, or right and meant so. Each of them must still be found somewhere. */
const KNOWN: readonly {
  /** Documents in which it may be found. */
  readonly in: RegExp;
  readonly findings: readonly (string | RegExp)[];
  readonly why: string;
  readonly page: string;
}[] = [
  {
    in: /: (boundary|permissions of .*|log key)$/,
    findings: [/^RESOURCE_STAR: /],
    why: "a boundary and a permission level hold for a whole account; a key policy is about its own key",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
  },
  {
    in: /: (boundary|permissions of .*)$/,
    findings: [
      "MISMATCHED_TYPE_BUT_USABLE: Type mismatch: StringEquals requires a value of type String but given Arn",
      "MISMATCHED_TYPE_BUT_USABLE: Type mismatch: StringNotEquals requires a value of type String but given Arn",
    ],
    why: "AWS's own examples compare iam:PermissionsBoundary as a string, which takes no wildcards",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate",
  },
  {
    in: /: boundary$/,
    findings: [
      "kms:CancelKeyDeletion",
      "kms:CreateAlias",
      "kms:CreateCustomKeyStore",
      "kms:CreateGrant",
      "kms:CreateKey",
      "kms:DeleteAlias",
      "kms:DeleteCustomKeyStore",
      "kms:DeleteImportedKeyMaterial",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateCustomKeyStore",
      "kms:UpdateKeyDescription",
      "kms:UpdatePrimaryRegion",
    ].map((action) => unknownCondition("kms:ResourceAliases", action)),
    why: "the key is one of the resource, valid for every operation that uses a KMS key, and is therefore not listed by action",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html#alias-auth-resource-aliases",
  },
  {
    in: /: scp .*protect-logs/,
    findings: [
      /^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition kms:ResourceAliases for action kms:/,
    ],
    why: "the same of the guardrail of the logs",
    page: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html#alias-auth-resource-aliases",
  },
  {
    in: /: scp .*(deny-root-user|protect-people|only-services-of-(access|storage|regulated))/,
    findings: [/^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition aws:AssumedRoot for action /],
    why: "the key is younger than parliament's data, and one of every request by a root session",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot",
  },
  {
    in: /: (rcp .*deny-confused-deputy.*|config bucket|log key)$/,
    findings: [/^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition aws:SourceOrgID for action /],
    why: "the key is younger than parliament's data, and one of every request by an AWS service for an account of an organization",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceorgid",
  },
  {
    in: /: scp .*deny-public/,
    findings: [
      unknownCondition("ec2:Add/group", "ec2:ModifyFpgaImageAttribute"),
      unknownCondition("ec2:Add/group", "ec2:ModifyImageAttribute"),
    ],
    why: "right of the reference, which lists the key for snapshots; where it is not there the statement denies nothing, and the other one is for images",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html",
  },
  {
    in: /: scp .*require-encryption/,
    findings: [
      unknownCondition("rds:DatabaseEngine", "rds:CreateDBInstance"),
      unknownCondition("rds:StorageEncrypted", "rds:CreateDBInstance"),
    ],
    why: "the reference lists the keys for the resource, and RDS's guide has examples of them for this action",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.Conditions.Examples.html",
  },
  {
    in: /: scp .*deny-large-instances/,
    findings: [
      /^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition rds:DatabaseClass for action rds:/,
    ],
    why: "the same; where the key is not there the statement denies nothing",
    page: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAM.Conditions.Examples.html",
  },
  {
    in: /: permissions of auditor in audit$/,
    findings: ["RESOURCE_MISMATCH: s3:GetObjectAttributes needs arn:*:s3:*:*:accesspoint/*"],
    why: "an access point is needed only by those who read by way of one; objects are a resource of the action too",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html",
  },
  {
    in: /: permissions of network in /,
    findings: [unknownCondition("ram:RequestedResourceType", "ram:UpdateResourceShare")],
    why: "right: an update names no resources; the operator ends in IfExists, so it passes without the key",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html",
  },
  {
    in: /: permissions of (partner-\w+-)?(operations|on-call) in storage$/,
    findings: [
      escalation("PutBucketPolicy", "DeleteObject"),
      escalation("PutBucketPolicy", "GetObject"),
      escalation("PutBucketPolicy", "PutObject"),
      escalation("PutLifecycleConfiguration", "DeleteObject"),
    ],
    why: "right: who keeps buckets can let others in and have objects expire; an explicit Deny keeps the role itself from reading, whatever a bucket policy says",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  },
  {
    in: /: policy of own (deploy|preview) in /,
    findings: [/^RESOURCE_STAR: /],
    why: "a preview looks at the settings of whatever the program has made or will make, and reads no data; deploying begins with it",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  },
  {
    in: /: policy of own deploy in management$/,
    findings: ["RESOURCE_MISMATCH: config:PutConfigurationRecorder needs *"],
    why: "the reference lists the recorder as its resource since",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsconfig.html",
  },
  {
    in: /: policy of own root-access in access$/,
    findings: [
      "MISMATCHED_TYPE: Type mismatch: ArnEquals requires a value of type Arn but given String",
    ],
    why: "the reference says since that the key of AssumeRoot's task is an ARN",
    page: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html",
  },
  {
    in: /: trust of own /,
    findings: [
      /^UNKNOWN_CONDITION_FOR_ACTION: Unknown condition \S+:(aud|sub|ref|ref_protected|repository_id|project_id|pipeline_source) for action sts:AssumeRoleWithWebIdentity$/,
    ],
    why: "keys of OpenID Connect begin with the name of the provider, whatever it is",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif",
  },
  {
    in: /: trust of own (deploy|preview|hub-.*) in /,
    findings: [
      /^UNKNOWN_FEDERATION_SOURCE: arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:oidc-provider\/(token\.actions\.githubusercontent\.com|gitlab\.com|login\.ways-in\.example\/oauth2)$/,
    ],
    why: "it knows providers of OpenID Connect as a service of the internet alone, and not as a provider of an account",
    page: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html",
  },
];

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";

/**
 * Actions that are younger than parliament's data, with AWS's page. A statement with an action that
 * parliament does not know is not judged any further, so they are taken out before. That they exist
 * is in actions.test.ts.
 */
const YOUNGER: Readonly<Record<string, string>> = {
  "account:PutAccountName": `${REFERENCE}/list_awsaccountmanagement.html`,
  "aws-marketplace:AcceptAgreementPaymentRequest": `${REFERENCE}/list_awsmarketplace.html`,
  "cloudwatch:GetSpaceCredentials*": `${REFERENCE}/list_amazoncloudwatch.html`,
  "cognito-idp:ListUserPoolClientSecrets": `${REFERENCE}/list_amazoncognitouserpools.html`,
  "guardduty:CreateTrustedEntitySet": `${REFERENCE}/list_amazonguardduty.html`,
  "iam:AcceptDelegationRequest": `${REFERENCE}/list_awsidentityandaccessmanagementiam.html`,
  "iam:SendDelegationToken": `${REFERENCE}/list_awsidentityandaccessmanagementiam.html`,
  "lambda:PutResourcePolicy": `${REFERENCE}/list_awslambda.html`,
  "s3vectors:GetVectors": `${REFERENCE}/list_amazons3vectors.html`,
  "s3vectors:ListVectors": `${REFERENCE}/list_amazons3vectors.html`,
  "s3vectors:QueryVectors": `${REFERENCE}/list_amazons3vectors.html`,
  "sagemaker:ListRecords": `${REFERENCE}/list_amazonsagemaker.html`,
  "securityhub:UpdateAutomationRuleV2": `${REFERENCE}/list_awssecurityhub.html`,
  "sso:DescribeRegion": `${REFERENCE}/list_awsiamidentitycenter.html`,
};

function unknownCondition(key: string, action: string): string {
  return `UNKNOWN_CONDITION_FOR_ACTION: Unknown condition ${key} for action ${action}`;
}

function escalation(allowed: string, not: string): string {
  return `RESOURCE_POLICY_PRIVILEGE_ESCALATION: Possible resource policy privilege escalation on * due to s3:${not} not being allowed, but does allow s3:${allowed}`;
}

/** Every document of every plan, equal ones once, with example ids. */
function documentsByName(): ReadonlyMap<string, PolicyDocument> {
  const byText = new Map<string, readonly [string, PolicyDocument]>();
  for (const { name, plan } of [...plans(), ...waysIn()]) {
    const values = exampleValues(plan);
    for (const named of [...documentsOf(plan), ...guardrailDocuments(plan)]) {
      const policy = filledDocument(judged(named), values);
      const text = JSON.stringify(policy);
      if (!byText.has(text)) byText.set(text, [`${name}: ${named.name}`, policy]);
    }
  }
  return new Map(byText.values());
}

/** Policies of the organization; those of resources name a principal, as resources' own policies do. */
function guardrailDocuments(plan: Plan): readonly NamedDocument[] {
  return plan.guardrails.filter(bindsPermissions).map(({ kind, name, document: policy }) => ({
    name: `${kind} ${name}`,
    kind: kind === "scp" ? "identity" : "resource",
    policy,
  }));
}

/** parliament calls a statement without resource malformed, also where AWS allows none. */
function judged({ kind, policy }: NamedDocument): PolicyDocument {
  const resource = kind === "trust" ? { Resource: functionRoleArn("self", "function") } : {};
  return {
    ...policy,
    Statement: policy.Statement.map(({ Action, ...statement }) => ({
      ...statement,
      ...(Action === undefined ? {} : { Action: older(Action) }),
      ...resource,
    })),
  };
}

function older(actions: OneOrMore): OneOrMore {
  return typeof actions === "string"
    ? actions
    : actions.filter((action) => !Object.hasOwn(YOUNGER, action));
}

/** A document in which parliament finds something: without it, a silent tool would pass. */
const FAULTY = allowing("s3:SelectObjectContent");

function allowing(action: string): PolicyDocument {
  return document({ Effect: "Allow", Action: action, Resource: "*" });
}

const matches = (known: string | RegExp, finding: string): boolean =>
  typeof known === "string" ? known === finding : known.test(finding);

describe("documents, judged by parliament", () => {
  const documents = documentsByName();
  const findings = new Map<string, readonly string[]>();

  before(async function () {
    const python = await pythonOrSkip(this, "parliament on the documents");
    const input = Object.fromEntries([
      ...documents,
      ["faulty", FAULTY],
      ...Object.keys(YOUNGER).map((action) => [action, allowing(action)] as const),
    ]);
    const { code, stdout, stderr } = await runPython(python, [SCRIPT], JSON.stringify(input));
    assert.equal(code, 0, stderr);
    const found = JSON.parse(stdout) as Readonly<Record<string, readonly string[]>>;
    for (const [name, sentences] of Object.entries(found)) findings.set(name, sentences);
  });

  it("finds a fault when there is one", () => {
    assert.deepEqual(findings.get("faulty"), [
      "UNKNOWN_ACTION: Unknown action s3:SelectObjectContent",
    ]);
  });

  for (const name of documents.keys()) {
    it(name, () => {
      const known = KNOWN.filter((entry) => entry.in.test(name)).flatMap((entry) => entry.findings);
      const found = findings.get(name);
      assert.ok(found, "parliament said nothing about it");
      assert.deepEqual(
        found.filter((finding) => !known.some((one) => matches(one, finding))),
        [],
      );
    });
  }

  for (const entry of KNOWN) {
    it(`still finds what is listed as known: ${entry.why}`, () => {
      const inDocuments = [...documents.keys()]
        .filter((name) => entry.in.test(name))
        .flatMap((name) => findings.get(name) ?? []);
      for (const finding of entry.findings) {
        assert.ok(
          inDocuments.some((found) => matches(finding, found)),
          `${String(finding)} is not found any more: take it out of the list`,
        );
      }
    });
  }

  for (const [action, page] of Object.entries(YOUNGER)) {
    it(`still does not know ${action} (${page})`, () => {
      assert.match(findings.get(action)?.join() ?? "", /^UNKNOWN_(ACTION|PREFIX): [^,]*$/);
    });
  }
});
