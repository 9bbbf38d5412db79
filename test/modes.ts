/** Stack files for each way to sign in, and for all that people need beside it. */
import { EVERY_PART } from "./parts";
import { edited, EXAMPLE } from "./stacks";

/** Where the stack files below look for it, below `stacks/`. */
export const METADATA_FILE = "acme-saml.xml";

/** The example with other keys below `access` in front of its people. */
export function signingIn(identity: string, more = ""): string {
  return edited(EXAMPLE, ["  identity: iam-users\n", `  identity: ${identity}\n${more}`]);
}

export const SAML = `  saml: { metadataFile: ${METADATA_FILE} }\n`;
export const OIDC =
  '  oidc: { url: "https://login.acme.example/oidc", audience: aws, subjects: ["*@acme.example"] }\n';
export const BREAK_GLASS =
  '  breakGlass: { notify: ["security@acme.example", "boss@acme.example"] }\n';
export const DEPLOY = `  deploy:
    github: { repository: acme/landing-zone, environment: production }
    gitlab: { project: acme/landing-zone, branch: main }
    bootstrap: [user/stand-in]
`;
export const PARTNERS = `  partners:
    - { name: msp, accountId: "999999999999", functions: [operations, auditor], accounts: [web-production, playground], principals: ["user/people/*"], until: "2027-12-31" }
    - { name: scanner, accountId: "888888888888", functions: [auditor], types: [production], externalId: scanner-1, until: "2027-06-30" }
`;
/** Somebody with an end and with limits, behind the people of the example. */
const LIMITED =
  '    - { name: joan, functions: [developer, auditor], accounts: [web-staging, playground], types: [sandbox], until: "2027-03-31" }\n';
const ENDING =
  '    - { name: joan, functions: [developer, auditor], email: joan@acme.example, fullName: Joan Clarke, until: "2027-03-31" }\n';

const withPerson = (text: string, person: string): string => `${text.trimEnd()}\n${person}`;

const MANAGED = edited(
  signingIn(
    "identity-center",
    `  identityCenter:
    people: managed
    groups: { operations: Staff }
    secondRegion: eu-central-1
`,
  ),
  [
    "{ name: ada, functions",
    "{ name: ada, email: ada@acme.example, fullName: Ada Lovelace, functions",
  ],
  [
    "{ name: grace, functions",
    "{ name: grace, email: grace@acme.example, fullName: Grace Hopper, functions",
  ],
);

/** A stack file for each way to sign in. */
export const MODES = {
  "iam-users": withPerson(EXAMPLE, LIMITED),
  saml: withPerson(signingIn("saml", SAML), LIMITED),
  oidc: signingIn("oidc", OIDC),
  "both federations": signingIn("[saml, oidc]", SAML + OIDC),
  "identity-center": signingIn(
    "identity-center",
    '  identityCenter: { region: eu-central-1, groups: { operations: "Operations of acme" } }\n',
  ),
  "identity-center, managed": withPerson(MANAGED, ENDING),
  "all that there is": withPerson(
    edited(MANAGED, [
      "  identity: identity-center\n",
      `  identity: [iam-users, identity-center, saml, oidc]\n${SAML}${OIDC}${BREAK_GLASS}${DEPLOY}${PARTNERS}`,
    ]),
    ENDING,
  ),
  "every part": EVERY_PART,
  "partners by providers": signingIn("iam-users", `  stamping: provider\n${PARTNERS}`),
} as const;
export type Mode = keyof typeof MODES;
