import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  DeleteVirtualMFADeviceCommand,
  GetLoginProfileCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
} from "@aws-sdk/client-iam";
import type { RootInventory } from "../../report/root-credentials";
import { isNamed } from "./errors";

/**
 * What a root user could sign in with. Without a user's name IAM answers of whoever asks: the root user.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
 */
export async function readRoot(iam: IAMClient): Promise<RootInventory> {
  const password = await iam.send(new GetLoginProfileCommand({})).then(
    () => true,
    (error: unknown) => {
      if (isNamed(error, "NoSuchEntity")) return false;
      throw error;
    },
  );
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({}));
  const { Certificates = [] } = await iam.send(new ListSigningCertificatesCommand({}));
  const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({}));
  return {
    password,
    keys: AccessKeyMetadata.map(({ AccessKeyId = "" }) => AccessKeyId),
    certificates: Certificates.map(({ CertificateId = "" }) => CertificateId),
    devices: MFADevices.map(({ SerialNumber = "" }) => SerialNumber),
  };
}

/** Takes it away: what needs no device first, and the device when there is no password that needs it. */
export async function removeRoot(iam: IAMClient, found: RootInventory): Promise<void> {
  for (const AccessKeyId of found.keys) {
    await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
  }
  for (const CertificateId of found.certificates) {
    await iam.send(new DeleteSigningCertificateCommand({ CertificateId }));
  }
  if (found.password) await iam.send(new DeleteLoginProfileCommand({}));
  for (const SerialNumber of found.devices) {
    await iam.send(new DeactivateMFADeviceCommand({ SerialNumber }));
    // A virtual device stays behind without its user.
    if (SerialNumber.includes(":mfa/")) {
      await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }));
    }
  }
}
