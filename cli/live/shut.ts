import { GetUserPolicyCommand, type IAMClient } from "@aws-sdk/client-iam";
import { nothingAnyMore, OFFBOARDED } from "./documents";
import { told } from "./errors";
import { orUndefined } from "./users";

/** Was somebody offboarded, and did not come back? */
export async function isShut(iam: IAMClient, UserName: string): Promise<boolean> {
  const request = new GetUserPolicyCommand({ UserName, PolicyName: OFFBOARDED });
  const answer = await told(`reading the policies of ${UserName}`, orUndefined(iam.send(request)));
  // IAM hands documents out as they are in an address.
  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html
  const text = decodeURIComponent(answer?.PolicyDocument ?? "");
  return text === JSON.stringify(nothingAnyMore());
}
