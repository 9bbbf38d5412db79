import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  DeleteVirtualMFADeviceCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateServiceSpecificCredentialCommand,
  UpdateSigningCertificateCommand,
  UpdateSSHPublicKeyCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { isEmpty, type Inventory, type Step } from "../../report/people-live-offboard";
import { nothingAnyMore, OFFBOARDED } from "./documents";
import { reason } from "./errors";
import { orUndefined } from "./users";

/** One thing to do, in words and as a request. */
interface Deed {
  readonly what: string;
  readonly act: () => Promise<unknown>;
}

/**
 * Takes away all that somebody signs in with. What shuts comes first: one policy that ends
 * everything, then what is switched off, then what is deleted. A failure keeps nothing else from
 * being done, and what is gone already is no failure.
 */
export async function takeAway(iam: IAMClient, user: Inventory): Promise<readonly Step[]> {
  if (isEmpty(user)) return [];
  const steps: Step[] = [];
  for (const { what, act } of deedsFor(iam, user)) {
    try {
      await orUndefined(act());
      steps.push({ what, failure: null });
    } catch (error) {
      steps.push({ what, failure: reason(error) });
    }
  }
  return steps;
}

function deedsFor(iam: IAMClient, user: Inventory): readonly Deed[] {
  const { name: UserName, keys, password, devices, leftDevices } = user;
  const PolicyDocument = JSON.stringify(nothingAnyMore());
  const shut = new PutUserPolicyCommand({ UserName, PolicyName: OFFBOARDED, PolicyDocument });
  const Status = "Inactive";
  return [
    { what: "shut out: every session, key and password allows nothing", act: () => iam.send(shut) },
    ...keys
      .filter(({ active }) => active)
      .map(({ id }) => ({
        what: `access key ${id} switched off`,
        act: () => iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: id, Status })),
      })),
    ...(password
      ? [
          {
            what: "password deleted",
            act: () => iam.send(new DeleteLoginProfileCommand({ UserName })),
          },
        ]
      : []),
    ...othersOff(iam, user),
    ...keys.map(({ id }) => ({
      what: `access key ${id} deleted`,
      act: () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: id })),
    })),
    ...devices.flatMap(({ serial, kind }) => [
      {
        what: `MFA device ${serial} deactivated`,
        act: () => iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber: serial })),
      },
      ...(kind === "virtual"
        ? [
            {
              what: `MFA device ${serial} deleted`,
              act: () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serial })),
            },
          ]
        : []),
    ]),
    ...leftDevices.map((serial) => ({
      what: `MFA device ${serial} deleted`,
      act: () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serial })),
    })),
    ...othersGone(iam, user),
  ];
}

function othersOff(iam: IAMClient, user: Inventory): readonly Deed[] {
  const { name: UserName, certificates, sshKeys, serviceCredentials } = user;
  const Status = "Inactive";
  return [
    ...certificates.map((id) => ({
      what: `signing certificate ${id} switched off`,
      act: () =>
        iam.send(new UpdateSigningCertificateCommand({ UserName, CertificateId: id, Status })),
    })),
    ...sshKeys.map((id) => ({
      what: `SSH key ${id} switched off`,
      act: () => iam.send(new UpdateSSHPublicKeyCommand({ UserName, SSHPublicKeyId: id, Status })),
    })),
    ...serviceCredentials.map(({ id, service }) => ({
      what: `credential ${id} of ${service} switched off`,
      act: () =>
        iam.send(
          new UpdateServiceSpecificCredentialCommand({
            UserName,
            ServiceSpecificCredentialId: id,
            Status,
          }),
        ),
    })),
  ];
}

function othersGone(iam: IAMClient, user: Inventory): readonly Deed[] {
  const { name: UserName, certificates, sshKeys, serviceCredentials } = user;
  return [
    ...certificates.map((id) => ({
      what: `signing certificate ${id} deleted`,
      act: () => iam.send(new DeleteSigningCertificateCommand({ UserName, CertificateId: id })),
    })),
    ...sshKeys.map((id) => ({
      what: `SSH key ${id} deleted`,
      act: () => iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId: id })),
    })),
    ...serviceCredentials.map(({ id, service }) => ({
      what: `credential ${id} of ${service} deleted`,
      act: () =>
        iam.send(
          new DeleteServiceSpecificCredentialCommand({
            UserName,
            ServiceSpecificCredentialId: id,
          }),
        ),
    })),
  ];
}
