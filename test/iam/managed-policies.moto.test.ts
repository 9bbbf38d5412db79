import assert from "node:assert/strict";
import { GetPolicyCommand } from "@aws-sdk/client-iam";
import { managedPolicyArn } from "../../iam/names";
import { BUILT_IN_LEVELS } from "../../iam/permissions";
import { type Moto, startMoto } from "../tools/moto";
import { enter, type MotoAccount } from "../tools/moto-accounts";
import { pythonOrSkip } from "../tools/python";
import { plans } from "./stacks";

describe("AWS managed policies that levels name, in moto's copy of AWS's", () => {
  let moto: Moto | undefined;
  let account: MotoAccount;

  const arns = new Set(
    [
      ...Object.values(BUILT_IN_LEVELS).flatMap(({ managed }) => managed.map(managedPolicyArn)),
      ...plans().flatMap(({ plan }) => plan.roles.flatMap(({ policies }) => policies.managed)),
    ].map((arn) => arn.replace("{{partition}}", "aws")),
  );

  const isAttachable = async (PolicyArn: string): Promise<boolean | undefined> => {
    const answer = await account.iam.send(new GetPolicyCommand({ PolicyArn }));
    return answer.Policy?.IsAttachable;
  };

  before(async function () {
    const python = await pythonOrSkip(this, "AWS managed policies on moto");
    moto = await startMoto(python, { managedPolicies: true });
    account = await enter({ moto, partition: "aws", region: "eu-west-1" }, "222222222222");
  });

  after(() => moto?.stop());

  for (const arn of arns) {
    it(arn, async () => {
      assert.equal(await isAttachable(arn), true);
    });
  }

  it("knows what does not exist", async () => {
    await assert.rejects(isAttachable("arn:aws:iam::aws:policy/NoSuchPolicy"), {
      name: "NoSuchEntityException",
    });
  });
});
