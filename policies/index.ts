import {
  PolicyPack,
  type Policies,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { getStack } from "@pulumi/pulumi";
import type { Registered } from "../access/registered/resource";
import { isOwn, judgeAll, judgeOne, type Judged } from "./judge";
import { prove, zoneOfStack } from "./plan";
import { registeredFrom, withOutputs } from "./reading";
import { RULES } from "./rules";
import { isUnseen, violationText, type Rule, type Settings } from "./rules/rule";

const zone = zoneOfStack(getStack());
/** Every resource as it was last asked for, by its URN. */
const asked = new Map<string, Registered>();
/** Has the reader below read them? Somebody may have given it another level. */
let isReading = false;

function note(resource: Registered): Registered {
  asked.set(resource.urn, resource);
  zone.learn(resource);
  return resource;
}

/** Reports what was found. */
function report(
  found: readonly Judged[],
  say: ReportViolation,
  props?: Record<string, unknown>,
): void {
  for (const { finding, at } of found) {
    if (!isUnseen(finding)) say(violationText(finding), at?.urn);
  }
  const unseen = found.find(({ finding, at }) => isUnseen(finding) && at !== null && !isOwn(at));
  // CrossGuard says by itself, without failing the run, that something is not known yet: when a
  // policy reads it.
  if (unseen && props && isUnseen(unseen.finding)) Reflect.get(props, unseen.finding.unseen);
}

/** Reads each resource for the rules: secrets show to remediations alone, and this one changes nothing. */
const reader: ResourceValidationPolicy = {
  name: "resources-are-read",
  description: "Reads every resource for the other rules; changes and refuses nothing",
  enforcementLevel: "remediate",
  remediateResource: (args) => {
    isReading = true;
    note(registeredFrom(args, true));
  },
};

function ofResource(rule: Rule): ResourceValidationPolicy {
  return {
    ...described(rule),
    validateResource: (args: ResourceValidationArgs, say: ReportViolation) => {
      const before = isReading ? asked.get(args.urn) : undefined;
      const resource = before ?? note(registeredFrom(args, false));
      report(judgeOne(rule, resource, zone, args.getConfig<Settings>()), say, args.props);
    },
  };
}

/** Everything that is registered, and the rules that have judged it: each does so once in a run. */
let whole: { readonly registered: readonly Registered[]; readonly judgedBy: Set<Rule> } | undefined;

function wholeFor(rule: Rule, resources: readonly PolicyResource[]): readonly Registered[] {
  if (!whole || whole.judgedBy.has(rule)) {
    const registered = resources.map((one) => withOutputs(one, asked.get(one.urn)));
    for (const one of registered) zone.learn(one);
    whole = { registered, judgedBy: new Set() };
  }
  whole.judgedBy.add(rule);
  return whole.registered;
}

function ofStack(rule: Rule): StackValidationPolicy {
  return {
    ...described(rule),
    validateStack: async (args, say) => {
      const registered = wholeFor(rule, args.resources);
      report(await judgeAll(rule, registered, zone, args.getConfig<Settings>(), prove), say);
    },
  };
}

function described({ name, sentence, why, settings }: Rule) {
  return {
    name,
    description: `${sentence}.`,
    remediationSteps: `Why: ${why}.`,
    ...(settings ? { configSchema: { properties: settings } } : {}),
  };
}

const policies: Policies = [
  reader,
  ...RULES.map((rule) => (rule.all ? ofStack(rule) : ofResource(rule))),
];

new PolicyPack("landing-zone", {
  description: "What must hold of every resource of the landing zone, whoever adds it",
  enforcementLevel: "mandatory",
  policies,
});
