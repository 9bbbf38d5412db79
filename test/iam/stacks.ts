import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { planLandingZone, type Plan } from "../../model/plan";
import { stackOf, stackText } from "../stacks";

const STACKS = resolve(__dirname, "../../stacks");

export interface NamedPlan {
  /** Name of the stack. */
  readonly name: string;
  readonly plan: Plan;
}

/** Uses what small stacks leave out: own types, functions, levels and variables of IAM. */
const EVERYTHING = `
organization:
  name: everything
  homeRegion: eu-central-1
  managementAccountId: "111111111111"
  email: aws+{account}@everything.example
accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction, accessRole: Administration }
  - { name: playground, type: sandbox }
  - { name: documents, type: storage }
  - { name: numbers, type: analytics }
accountTypes:
  analytics:
    unit: workloads/analytics
    functions: { developer: power, operations: own-folder, auditor: audit, network: none }
  empty:
    functions: { auditor: none }
functions:
  administrator: {}
  on-call:
    description: "Called at night: operates production"
    sessionHours: 12
    mfaMaxAgeHours: 1
    permissions: { production: operate, nonproduction: operate, storage: store, sandbox: only-managed }
permissions:
  only-managed: { managed: [ReadOnlyAccess, job-function/SupportUser] }
  own-folder:
    managed: [job-function/ViewOnlyAccess]
    statements:
      - { Sid: List, Action: "s3:ListBucket", Resource: "arn:aws:s3:::numbers",
          Condition: { StringLike: { "s3:prefix": "home/\${aws:username}/*" } } }
      - { Action: ["s3:GetObject", "s3:PutObject"],
          Resource: "arn:aws:s3:::numbers/home/\${aws:username}/*" }
    deny:
      - { Action: "s3:DeleteObject", NotResource: "arn:aws:s3:::numbers/home/*" }
access:
  stamping: provider
  people:
    - { name: ada, functions: [administrator, on-call] }
audit:
  buckets: { auditor: [everything-invoices] }
`;

/** The plans that generated documents are tested with: every stack file, and one that has it all. */
export function plans(): readonly NamedPlan[] {
  return [...stackFiles(), { name: "everything", plan: planOf(EVERYTHING) }];
}

/** Plans of `stacks/*.yaml`. */
export function stackFiles(): readonly NamedPlan[] {
  return readdirSync(STACKS)
    .filter((file) => file.endsWith(".yaml") && !file.startsWith("Pulumi."))
    .map((file) => {
      const name = file.slice(0, -".yaml".length);
      return { name, plan: planOf(stackText(name)) };
    });
}

/** However a stack stamps, its templates are tested: each way is made from the same documents. */
function planOf(text: string): Plan {
  const stack = stackOf(text);
  return planLandingZone({ ...stack, access: { ...stack.access, stamping: "stackset" } });
}
