import { UNKNOWN } from "../../access/registered/values";
import { assertFine, assertFound, assertUnseen, resource, stackSet } from "./registered";

const RULE = "templates-are-whole";
const TOPIC = { Topic: { Type: "AWS::SNS::Topic" } };

describe("rule templates-are-whole", () => {
  it("is content with a whole template, in JSON or YAML, of any resource that carries one", async () => {
    await assertFine([stackSet(TOPIC)]);
    for (const type of [
      "aws:cloudformation/stack:Stack",
      "aws:cloudformation/stackSet:StackSet",
      "aws-native:cloudformation:Stack",
    ]) {
      await assertFine([
        resource(type, { templateBody: "Resources:\n  Topic: { Type: AWS::SNS::Topic }\n" }),
      ]);
    }
  });

  for (const [what, set, says] of [
    [
      "a macro",
      stackSet(TOPIC, { Transform: "AWS::Serverless-2016-10-31" }),
      /its Transform makes other resources/,
    ],
    [
      "a nested stack",
      stackSet({
        Other: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://x" } },
      }),
      /Other in the template of .* cannot be judged: it is AWS::CloudFormation::Stack/,
    ],
    [
      "a loop",
      stackSet({ "Fn::ForEach::Topics": [] }),
      /Fn::ForEach::Topics makes resources that it does not say/,
    ],
    ["what is no resource", stackSet({ Other: 3 }), /it has no Type/],
    [
      "an address",
      resource("aws:cloudformation/stack:Stack", { templateUrl: "https://x/y" }),
      /it is at https:\/\/x\/y/,
    ],
    ["nothing", resource("aws:cloudformation/stack:Stack", {}), /there is none in the program/],
    [
      "no template",
      resource("aws:cloudformation/stack:Stack", { templateBody: "- [" }),
      /it is no template/,
    ],
  ] as const) {
    it(`finds ${what}`, async () => {
      await assertFound(RULE, says, [set]);
    });
  }

  it("says when it cannot see", async () => {
    await assertUnseen(RULE, "templateBody", [
      resource("aws:cloudformation/stack:Stack", { templateBody: UNKNOWN }),
    ]);
  });
});
