import assert from "node:assert/strict";
import { can, type Verdict } from "../../access/can";
import { anybodyOf } from "../../access/principals";
import type { World } from "../../access/world/world";
import { planOfText } from "../components/plans";
import { accountOf, worldMaker } from "./worlds";

const NODE = "arn:aws:ec2:eu-west-1:network:instance/i-0123456789abcdef0";
const SESSION = "arn:aws:ssm:eu-west-1:network:session/ada-0123456789abcdef";
const TAGGED = { "ssm:resourceTag/landing-zone:entry": "true" };
const CHECKED = { "ssm:SessionDocumentAccessCheck": "true" };

describe("entry nodes of the network account", () => {
  let world: World;

  before(async () => {
    const worldFor = await worldMaker();
    world = worldFor(
      planOfText(`
organization: { name: tiny, homeRegion: eu-west-1, managementAccountId: "111111111111", email: "a+{account}@tiny.example" }
network:
  entry:
    - { region: eu-west-1, vpc: vpc-00000001, subnet: subnet-00000001, reaches: [10.0.0.0/8] }
`),
    );
  });

  const verdict = (
    fn: string,
    action: string,
    resource: string,
    context: Readonly<Record<string, string | readonly string[]>>,
  ): Verdict =>
    can(world, anybodyOf(fn), {
      account: accountOf(world, "network"),
      action,
      resource,
      context,
      mfa: true,
    }).verdict;

  const document = (name: string): string => `arn:aws:ssm:eu-west-1::document/${name}`;

  for (const [what, expected, fn, action, resource, context] of [
    [
      "network starts a session on an entry node",
      "allowed",
      "network",
      "ssm:StartSession",
      NODE,
      { ...TAGGED, ...CHECKED },
    ],
    [
      "network forwards a port",
      "allowed",
      "network",
      "ssm:StartSession",
      document("AWS-StartPortForwardingSessionToRemoteHost"),
      CHECKED,
    ],
    [
      "network gets no shell",
      "denied",
      "network",
      "ssm:StartSession",
      document("SSM-SessionManagerRunShell"),
      CHECKED,
    ],
    [
      "network gets no shell where the document is not checked",
      "denied",
      "network",
      "ssm:StartSession",
      NODE,
      { ...TAGGED, "ssm:SessionDocumentAccessCheck": "false" },
    ],
    [
      "network enters no other node",
      "denied",
      "network",
      "ssm:StartSession",
      NODE,
      { "ssm:resourceTag/landing-zone:entry": "false", ...CHECKED },
    ],
    [
      "network makes no entry node by its tag",
      "denied",
      "network",
      "ec2:CreateTags",
      NODE,
      { "aws:TagKeys": ["landing-zone:entry"] },
    ],
    [
      "network makes no entry node by its tag in another case",
      "denied",
      "network",
      "ec2:CreateTags",
      NODE,
      { "aws:TagKeys": ["Name", "Landing-Zone:Entry"] },
    ],
    [
      "network ends its own session",
      "allowed",
      "network",
      "ssm:TerminateSession",
      SESSION,
      { "aws:userid": "AROA:ada", "ssm:resourceTag/aws:ssmmessages:session-id": "AROA:ada" },
    ],
    [
      "network ends nobody else's session",
      "denied",
      "network",
      "ssm:TerminateSession",
      SESSION,
      { "aws:userid": "AROA:ada", "ssm:resourceTag/aws:ssmmessages:session-id": "AROA:joan" },
    ],
    [
      "network sends data through a session",
      "allowed",
      "network",
      "ssmmessages:OpenDataChannel",
      "*",
      {},
    ],
    [
      "network tags what is its own",
      "allowed",
      "network",
      "ec2:CreateTags",
      NODE,
      { "aws:TagKeys": ["Name"] },
    ],
    [
      "the auditor starts no session",
      "denied",
      "auditor",
      "ssm:StartSession",
      NODE,
      { ...TAGGED, ...CHECKED },
    ],
  ] as const) {
    it(`${what}: ${expected}`, () => {
      assert.equal(verdict(fn, action, resource, context), expected);
    });
  }
});
