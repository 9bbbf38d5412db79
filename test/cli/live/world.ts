import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AddUserToGroupCommand, CreateGroupCommand, CreateUserCommand } from "@aws-sdk/client-iam";
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
} from "@aws-sdk/client-organizations";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { loadStack } from "../../../model/load";
import { planLandingZone, type Plan } from "../../../model/plan";
import { startMoto } from "../../tools/moto";
import { enter, type MotoAccount } from "../../tools/moto-accounts";
import { toolEnvironment } from "../../tools/python";
import { lz, type Answer } from "../access-run";
import { startFront, type Front } from "./front";

export const MANAGEMENT = "111111111111";
const REGION = "eu-west-1";

/** A small landing zone on moto, as the program leaves it: users without password and key. */
export interface LiveWorld {
  readonly front: Front;
  readonly plan: Plan;
  /** Path of the stack file. */
  readonly file: string;
  readonly folder: string;
  readonly management: MotoAccount;
  readonly access: MotoAccount;
  /** Environment of somebody of the management account. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs lz in this process, with that environment. */
  readonly lz: (...args: readonly string[]) => Promise<Answer>;
  readonly end: () => Promise<void>;
}

export const STACK = `
organization:
  name: acme
  homeRegion: ${REGION}
  managementAccountId: "${MANAGEMENT}"
  email: aws+{account}@acme.example
accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction }
access:
  identity: iam-users
  people:
    - { name: ada, functions: [operations, developer] }
    - { name: grace, functions: [auditor] }
    - { name: linus, functions: [developer], until: "2020-12-31" }
`;

export function planOfText(text: string): Plan {
  const loaded = loadStack(text);
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return planLandingZone(loaded.stack);
}

export async function makeLiveWorld(python: string, text = STACK): Promise<LiveWorld> {
  const moto = await startMoto(python);
  const folder = mkdtempSync(join(tmpdir(), "lz-live-"));
  const front = await startFront(moto.endpoint);
  const end = async (): Promise<void> => {
    await front.stop();
    await moto.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const plan = planOfText(text);
    const place = { moto: { ...moto, endpoint: front.endpoint }, partition: "aws", region: REGION };
    const management = await enter(place, MANAGEMENT);
    const access = await enter(place, await makeOrganization(management));
    await makeUsers(access, plan);
    const file = join(folder, "acme.yaml");
    writeFileSync(file, text);
    const env = await environmentOf(front, folder, MANAGEMENT);
    return {
      front,
      plan,
      file,
      folder,
      management,
      access,
      env,
      lz: (...args) => withEnvironment(env, () => lz(...args, "--file", file)),
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Environment by which somebody of an account calls moto. */
export async function environmentOf(
  { endpoint }: Pick<Front, "endpoint">,
  home: string,
  account: string,
): Promise<NodeJS.ProcessEnv> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "example" };
  const { Credentials } = await new STSClient({ endpoint, region: REGION, credentials }).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/Administrator`,
      RoleSessionName: "somebody",
    }),
  );
  return toolEnvironment({
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? "",
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? "",
    AWS_ENDPOINT_URL: endpoint,
    AWS_CONFIG_FILE: join(home, "no-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "no-credentials"),
    NODE_NO_WARNINGS: "1",
    NODE_V8_COVERAGE: "",
  });
}

/** Runs something with AWS's variables of an environment, and none of ours. */
export async function withEnvironment<T>(
  env: NodeJS.ProcessEnv,
  work: () => Promise<T>,
): Promise<T> {
  const before = { ...process.env };
  const aws = (from: NodeJS.ProcessEnv): [string, string | undefined][] =>
    Object.entries(from).filter(([name]) => name.startsWith("AWS_"));
  for (const [name] of aws(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, Object.fromEntries(aws(env)));
  try {
    return await work();
  } finally {
    for (const [name] of aws(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, Object.fromEntries(aws(before)));
  }
}

async function makeOrganization({ organizations }: MotoAccount): Promise<string> {
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  await organizations.send(
    new EnablePolicyTypeCommand({
      RootId: Roots?.[0]?.Id,
      PolicyType: "SERVICE_CONTROL_POLICY",
    }),
  );
  const { CreateAccountStatus } = await organizations.send(
    new CreateAccountCommand({ AccountName: "access", Email: "access@acme.example" }),
  );
  assert.ok(CreateAccountStatus?.AccountId);
  return CreateAccountStatus.AccountId;
}

async function makeUsers({ iam }: MotoAccount, plan: Plan): Promise<void> {
  for (const { function: GroupName } of plan.people.groups) {
    await iam.send(new CreateGroupCommand({ GroupName, Path: "/landing-zone/" }));
  }
  for (const { name: UserName, functions } of plan.people.users) {
    const Tags = functions.map((Key) => ({ Key, Value: "true" }));
    await iam.send(new CreateUserCommand({ UserName, Path: "/people/", Tags }));
    for (const GroupName of functions) {
      await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
    }
  }
  for (const UserName of plan.breakGlass.users) {
    await iam.send(new CreateUserCommand({ UserName, Path: "/break-glass/" }));
  }
}
