import {
  AssignmentStatusType,
  DeleteVirtualMFADeviceCommand,
  paginateListVirtualMFADevices,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { told } from "./errors";

/**
 * Virtual devices that are named like somebody and assigned to nobody: what is left when an enrolment
 * is broken off. Nobody signs in with one, but it keeps the person from enrolling: AWS makes no
 * second device of the name, and before MFA the person may delete none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_mfa-device-exists
 */
export async function leftDevices(iam: IAMClient, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  const request = { AssignmentStatus: AssignmentStatusType.Unassigned };
  const read = async (): Promise<void> => {
    for await (const page of paginateListVirtualMFADevices({ client: iam }, request)) {
      for (const { SerialNumber = "" } of page.VirtualMFADevices ?? []) {
        if (SerialNumber.endsWith(`:mfa/${name}`)) found.push(SerialNumber);
      }
    }
  };
  await told("listing MFA devices that nobody has", read());
  return found;
}

/** Deletes them, and says which. */
export async function clearLeftDevices(iam: IAMClient, name: string): Promise<readonly string[]> {
  const found = await leftDevices(iam, name);
  for (const SerialNumber of found) {
    const request = new DeleteVirtualMFADeviceCommand({ SerialNumber });
    await told(`deleting the MFA device ${SerialNumber}, which nobody has`, iam.send(request));
  }
  return found;
}
