import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { userError } from "./components/user-error";
import type { RunMode } from "./components/providers";
import { RESERVED_PATH } from "./iam/names";
import { continuityRefusals, readPrevious, type Previous } from "./model/continuity";
import { networkRefusals, networksOutput, readNetworks } from "./model/network/continuity";
import { planLandingZone, rolesIn, type Plan, type PlannedAccount } from "./model/plan";
import { problemsText } from "./model/problem";
import { signInHost } from "./model/regions";
import { prove } from "./prove";
import { loadStackFile, stackFilePath, textOf } from "./stack-file";

/** The plan of the selected stack. Problems of its file end the run before anything is made. */
export function planOfStack(): Plan {
  const path = stackFilePath(pulumi.getStack());
  const loaded = orUserError(
    () => loadStackFile(join(pulumi.getRootDirectory(), path)),
    `cannot read ${path}, the file of the stack ${pulumi.getStack()}`,
  );
  if (!loaded.ok) throw userError(problemsText(loaded.problems, path));
  return planLandingZone(loaded.stack);
}

/** The text of the SAML provider's metadata, which was checked with the stack file; null without one. */
export function samlMetadataOf({ identity }: Plan): string | null {
  if (!identity.saml) return null;
  const path = join("stacks", identity.saml.metadataFile);
  return orUserError(
    () => textOf(readFileSync(join(pulumi.getRootDirectory(), path))),
    `cannot read ${path}, which access.saml.metadataFile names`,
  );
}

/**
 * Ends the run before anything is made when something of the plan lets somebody do what nobody may,
 * or what the stack file says that they cannot. `lz check` says the same.
 */
export async function proveAccess(plan: Plan): Promise<void> {
  const results = await prove(plan);
  const failed = results.filter(({ ok }) => !ok);
  if (failed.length === 0) return;
  const blocks = failed.map(({ name, sentence, counterExamples }) =>
    [`${name}: ${sentence}`, ...counterExamples].join("\n    but "),
  );
  throw userError(["Refused, and nothing was changed: this does not hold", ...blocks].join("\n- "));
}

/**
 * What the stack's last run left, by its own outputs. Ends the run before anything is made when the
 * plan would lose an account or stamp roles twice.
 */
export async function previousRun(plan: Plan): Promise<Previous | undefined> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const self = new pulumi.StackReference("previous-run", { name });
  const output = async (key: string): Promise<unknown> => {
    const details = await self.getOutputDetails(key);
    return (details.value ?? details.secretValue) as unknown;
  };
  const outputs = {
    accounts: await output("accounts"),
    stamping: await output("stamping"),
    organization: await output("organization"),
  };
  const networks = await output("networks");
  const [previous, vpcs] = orUserError(
    () => [readPrevious(outputs), readNetworks(networks)] as const,
    "cannot compare with the last run",
  );
  const refusals = [
    ...(previous ? continuityRefusals(plan, previous) : []),
    ...networkRefusals(plan.network, vpcs),
  ];
  if (refusals.length > 0) {
    throw userError(["Refused, and nothing was changed:", ...refusals].join("\n- "));
  }
  return previous;
}

/**
 * As whom the run enters accounts, by the setting `landing-zone:mode`. A pull request's code may run
 * anything: what holds it are the roles that its credentials can enter, and this chooses among them.
 */
export function runMode({ deploy }: Plan): RunMode {
  const mode = new pulumi.Config().get("mode") ?? "deploy";
  if (mode !== "deploy" && mode !== "preview") {
    throw userError(`landing-zone:mode is "${mode}"; allowed: deploy, preview`);
  }
  if (mode === "preview" && !pulumi.runtime.isDryRun()) {
    throw userError(
      "landing-zone:mode is preview: its roles only look. Take the setting out to deploy",
    );
  }
  if (mode === "preview" && deploy === null) {
    throw userError(
      "landing-zone:mode is preview, and the stack file has no access.deploy: there are no preview roles to enter",
    );
  }
  return mode;
}

/** Outputs of the stack; the next run reads `organization`, `accounts`, `stamping` and `networks` back. */
export function outputsOf(
  plan: Plan,
  ids: Readonly<Record<string, pulumi.Output<string>>>,
  previous: Previous | undefined,
): Record<string, unknown> {
  const { organization, stamping } = plan;
  const idOf = (account: PlannedAccount): pulumi.Input<string> =>
    ids[account.name] ?? account.id ?? lastId(account, previous);
  const { name, homeRegion, adopt } = organization;
  return {
    organization: { name, homeRegion, adopt },
    accounts: plan.accounts.map((account) => ({
      name: account.name,
      id: idOf(account),
      type: account.type,
      lifecycle: account.lifecycle,
      unit: account.unit ?? "",
    })),
    stamping,
    networks: networksOutput(plan.network),
    roles: Object.fromEntries(
      plan.people.groups.map(({ function: fn }) => [
        fn,
        Object.fromEntries(
          plan.accounts
            .filter((account) => rolesIn(plan, account).some((role) => role.function === fn))
            .map((account) => [
              account.name,
              pulumi.interpolate`arn:${organization.partition}:iam::${idOf(account)}:role${RESERVED_PATH}${fn}`,
            ]),
        ),
      ]),
    ),
    switchRoleBase: `https://${signInHost(organization.partition)}/switchrole`,
  };
}

/** The id of an account that is gone and whose entry does not say it. */
function lastId({ name, formerNames }: PlannedAccount, previous: Previous | undefined): string {
  const names = [name, ...formerNames];
  return previous?.accounts.find((account) => names.includes(account.name))?.id ?? "";
}

/** Gives what `read` gives; what it throws is told as a user's error. */
function orUserError<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    throw userError(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
