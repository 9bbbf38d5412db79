import assert from "node:assert/strict";
import { resolve } from "node:path";
import type { AutomationStep } from "../../../iam/baseline/template";
import { MODES } from "../../modes";
import { planOf } from "../../stacks";
import { pythonOrSkip, runPython } from "../../tools/python";
import { stepsIn } from "./documents";

const TOOL = resolve(__dirname, "../../tools/run_automation.py");
const HOME = "eu-west-1";
const ELSEWHERE = "eu-central-1";
/** moto's own account. */
const ACCOUNT = "123456789012";

interface Settings {
  readonly encrypted: Readonly<Record<string, boolean>>;
  readonly buckets: unknown;
  readonly passwords: Readonly<Record<string, unknown>> | null;
}
interface Run {
  readonly before: Settings;
  readonly after: Settings;
  readonly again: Settings;
  readonly steps: Readonly<
    Record<string, readonly { step: string; problems: string[]; outcome?: string }[]>
  >;
}

describe("the baseline's steps, judged by botocore and run on moto", () => {
  let python = "";

  before(async function () {
    python = await pythonOrSkip(this, "the baseline's steps on moto");
  });

  async function run(documents: Readonly<Record<string, readonly AutomationStep[]>>): Promise<Run> {
    const { stdout, stderr, code } = await runPython(python, [TOOL], JSON.stringify(documents));
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Run;
  }

  it("set an account's defaults in every region, and the same again", async function () {
    this.timeout(60_000);
    const plan = planOf(MODES["iam-users"]);
    const { before, after, again, steps } = await run({
      [HOME]: stepsIn(plan, HOME, ACCOUNT),
      [ELSEWHERE]: stepsIn(plan, ELSEWHERE, ACCOUNT),
    });
    const regional = [
      { step: "EncryptVolumes", problems: [], outcome: "done" },
      // moto knows none of these yet: botocore's models say that AWS takes them.
      ...["RequireMetadataVersion2", "KeepSnapshotsPrivate", "KeepImagesPrivate"].map((step) => ({
        step,
        problems: [],
        outcome: "moto has no such call",
      })),
    ];
    const ofAccount = ["KeepBucketsPrivate", "SetPasswordPolicy"].map((step) => ({
      step,
      problems: [],
      outcome: "done",
    }));
    assert.deepEqual(steps, { [HOME]: [...regional, ...ofAccount], [ELSEWHERE]: regional });
    assert.deepEqual(before, {
      encrypted: { [HOME]: false, [ELSEWHERE]: false },
      buckets: null,
      passwords: null,
    });
    assert.deepEqual(after, {
      encrypted: { [HOME]: true, [ELSEWHERE]: true },
      buckets: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
      passwords: {
        MinimumPasswordLength: 16,
        PasswordReusePrevention: 24,
        RequireSymbols: true,
        RequireNumbers: true,
        RequireUppercaseCharacters: true,
        RequireLowercaseCharacters: true,
        AllowUsersToChangePassword: true,
        ExpirePasswords: false,
        HardExpiry: false,
        // moto's word for never.
        MaxPasswordAge: 0,
      },
    });
    assert.deepEqual(again, after);
  });

  it("say what no such call of AWS's is", async function () {
    this.timeout(60_000);
    const step = (name: string, inputs: AutomationStep["inputs"]): AutomationStep => ({
      name,
      action: "aws:executeAwsApi",
      onFailure: "Continue",
      inputs,
    });
    const { steps } = await run({
      [HOME]: [
        step("Nothing", { Service: "ec2", Api: "EncryptEverything" }),
        step("Weak", { Service: "ec2", Api: "ModifyInstanceMetadataDefaults", HttpTokens: "none" }),
        step("Text", {
          Service: "iam",
          Api: "UpdateAccountPasswordPolicy",
          MinimumPasswordLength: "x",
        }),
      ],
    });
    assert.deepEqual(
      steps[HOME]?.map(({ problems }) => problems.join()),
      [
        "ec2 has no operation EncryptEverything",
        "ModifyInstanceMetadataDefaults.HttpTokens: none is none of optional, required, no-preference",
        "Invalid type for parameter MinimumPasswordLength, value: x, type: <class 'str'>, valid types: <class 'int'>",
      ],
    );
  });
});
