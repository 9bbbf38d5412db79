import { z } from "zod";
import { LIMITS } from "./limits";
import { accountId, day, email, hints, nameOf, reason, text, whole, word } from "./schema-values";

/** Grammar of `access`: who enters, and how. */

/** Ways to sign in, in the order in which they are shown. */
export const IDENTITY_MODES = ["iam-users", "identity-center", "saml", "oidc"] as const;
export type IdentityMode = (typeof IDENTITY_MODES)[number];

const mode = z.enum(IDENTITY_MODES);

const list = (of: string, example: string) => ({
  allowed: `a list of ${of}`,
  fix: `write e.g. ${example}`,
});

const accountNames = z
  .array(nameOf("an account", "web-production"))
  .min(1)
  .register(hints, list("accounts", "[web-production]"));

const typeNames = z
  .array(nameOf("an account type", "nonproduction"))
  .min(1)
  .register(hints, list("account types", "[nonproduction, sandbox]"));

const functionNames = z
  .array(nameOf("a function", "developer"))
  .register(hints, list("functions", "[developer]"));

const person = z
  .strictObject({
    name: text(
      /^[A-Za-z0-9][A-Za-z0-9+=,.@_-]+$/,
      LIMITS.userName.value,
      `a letter or digit, then letters, digits and +=,.@_-, 2 to ${LIMITS.userName.value} characters`,
      'write it like "ada"',
    ).describe("User name; the session name of everything that the person does"),
    functions: functionNames.describe("Functions of the person"),
    accounts: accountNames
      .optional()
      .describe("Accounts to which the functions are limited, beside those of `types`"),
    types: typeNames
      .optional()
      .describe("Account types to which the functions are limited, beside `accounts`"),
    until: day.optional().describe("Last day; after it the person can do nothing"),
    email: email
      .optional()
      .describe("Where Identity Center writes to; needed with people: managed"),
    fullName: text(/^\S+( \S+)+$/, 128, "a first and a last name", 'write it like "Ada Lovelace"')
      .optional()
      .describe("First and last name, for Identity Center; needed with people: managed"),
  })
  .register(hints, {
    allowed: "a person: a map with name and functions",
    fix: "write e.g. { name: ada, functions: [developer] }",
  });

/** A command that hands credentials to the AWS command line, with what it needs filled in. */
const credentialProcess = text(
  /\{role\}/,
  1024,
  "a command with {role} in it",
  'write e.g. "saml2aws login --credential-process --role {role} --profile {profile}"',
)
  .optional()
  .describe(
    "Command that gives the AWS command line credentials of a hub role: {role}, {profile}, {person}, {region} and {seconds} are filled in",
  );

const saml = z
  .strictObject({
    metadataFile: text(
      /^(?!\/)(?!.*\.\.)[\w./-]+\.xml$/,
      255,
      "the path of an .xml file below stacks/",
      'write e.g. "acme-saml.xml"',
    ).describe("The identity provider's metadata, a file below stacks/"),
    credentialProcess,
  })
  .register(hints, {
    allowed: "a map with metadataFile",
    fix: "write e.g. { metadataFile: acme-saml.xml }",
  });

/**
 * One subject, or a pattern that says whose: everybody's has an @, a dot or a |, so that these alone say
 * nothing, and neither do three letters, as in `*@*.com`.
 */
const SUBJECT = /^(?:[^\s{}$*?]+|(?=(?:[*?@.|]*[^*?@.|]){4})[^\s{}$]+)$/;

const oidc = z
  .strictObject({
    url: text(
      /^https:\/\/[a-z0-9.-]+(\/[\w.~/-]*[\w.~-])?\/?$/,
      255,
      "an https address with at most one slash at its end",
      'write it as in `iss` of the tokens, like "https://login.example.com", or "https://acme.eu.auth0.com/" with the slash',
    ).describe("Issuer of the identity provider's tokens, with the slash at its end if it has one"),
    audience: text(
      /^[\w:/.~-]+$/,
      255,
      "a client id",
      "take it from the identity provider's application",
    ).describe("Client id that tokens are for"),
    subjects: z
      .array(
        text(
          SUBJECT,
          255,
          "a subject; one with * or ? has four other characters at least, not counting @ . and |",
          'write it like "auth0|*" or "*@acme.example"',
        ),
      )
      .min(1)
      .register(hints, list("subjects", '["*@acme.example"]'))
      .describe("Subjects of the tokens that are let in"),
    credentialProcess,
  })
  .register(hints, {
    allowed: "a map with url, audience and subjects",
    fix: 'write e.g. { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }',
  });

const identityCenter = z
  .strictObject({
    groups: z
      .record(z.string(), z.string().min(1).max(1024))
      .default({})
      .describe("Group of Identity Center by function; the function's name where none is said"),
    people: z
      .enum(["external", "managed"])
      .default("external")
      .describe(
        "external: groups and people come from elsewhere, by SCIM or by hand; managed: they are made from `people`",
      ),
    region: nameOf("an AWS region", "eu-west-1")
      .optional()
      .describe("Region in which Identity Center was switched on; the home region by default"),
    secondRegion: nameOf("an AWS region", "eu-central-1")
      .optional()
      .describe("Region to which Identity Center is replicated, to sign in when the first is down"),
    startUrl: text(
      /^https:\/\/[a-z0-9.-]+(\/[\w-]+)*\/?$/,
      255,
      "an https address",
      'write it like "https://d-0123456789.awsapps.com/start"',
    )
      .optional()
      .describe("Address of the access portal, for profiles"),
    secondStartUrl: text(
      /^https:\/\/[a-z0-9.-]+(\/[\w-]+)*\/?$/,
      255,
      "an https address",
      'write it like "https://ssoins-0123456789abcdef.portal.eu-central-1.app.aws"',
    )
      .optional()
      .describe("Address of the access portal in the second region"),
  })
  .prefault({})
  .describe("IAM Identity Center");

const breakGlass = z
  .strictObject({
    users: z
      .array(
        text(
          /^[a-z0-9][a-z0-9-]+$/,
          LIMITS.userName.value,
          "lowercase letters, digits and hyphens",
          'write it like "break-glass-1"',
        ),
      )
      .length(2)
      .register(hints, {
        allowed: "two user names",
        fix: "write e.g. [break-glass-1, break-glass-2]",
      })
      .default(["break-glass-1", "break-glass-2"])
      .describe("Names of the two users, one for each of two safes"),
    notify: z
      .array(email)
      .register(hints, list("e-mail addresses", '["security@acme.example"]'))
      .default([])
      .describe("Who is told when one of them is used"),
  })
  .prefault({})
  .describe("Two users of the access account for when nothing else works");

const repository = (what: string, example: string) =>
  text(/^[\w.-]+(\/[\w.-]+)+$/, 255, what, `write it like "${example}"`);

const branch = text(
  /^[\w./-]+$/,
  255,
  "the name of one branch, without wildcards",
  'write it like "main"',
);

/** How to get the ids of a repository's owner and of itself. */
export const GITHUB_IDS = "`gh api repos/OWNER/NAME --jq '.owner.id, .id'`";

const deploy = z
  .strictObject({
    github: z
      .strictObject({
        repository: text(
          /^[\w.-]+\/[\w.-]+$/,
          140,
          "owner and name of a repository",
          'write it like "acme/landing-zone"',
        ).describe("The repository, owner and name"),
        environment: text(
          /^[\w .-]+$/,
          255,
          "the name of an environment, without wildcards",
          'write it like "production"',
        )
          .optional()
          .describe("Environment whose jobs deploy, from the branch; protect it with reviewers"),
        branch: branch.default("main").describe("Branch whose jobs deploy"),
        ownerId: text(/^[0-9]+$/, 20, "digits, quoted", `take it from ${GITHUB_IDS}`)
          .optional()
          .describe(
            "Id of the owner, which subjects of repositories have that are made or renamed since June 2026",
          ),
        repositoryId: text(/^[0-9]+$/, 20, "digits, quoted", `take it from ${GITHUB_IDS}`)
          .optional()
          .describe("Id of the repository: a repository of the same name, made later, has another"),
      })
      .optional()
      .describe("Pipelines of GitHub Actions"),
    gitlab: z
      .strictObject({
        project: repository("path of a project", "acme/landing-zone").describe(
          "Path of the project, with its groups",
        ),
        branch: branch.describe("Protected branch whose jobs deploy"),
        url: text(
          /^https:\/\/[a-z0-9.-]+$/,
          255,
          "an https address without a path",
          'write it like "https://gitlab.com"',
        )
          .default("https://gitlab.com")
          .describe("Address of GitLab"),
        projectId: text(/^[0-9]+$/, 20, "digits, quoted", "take it from the project's page")
          .optional()
          .describe("Id of the project, on gitlab.com alone"),
      })
      .optional()
      .describe("Pipelines of GitLab"),
    bootstrap: z
      .array(
        text(
          /^(user|role)\/[\w+=,.@/-]+$/,
          512,
          "a user or role of the management account, with its path",
          'write it like "user/first-run"',
        ),
      )
      .register(hints, list("users and roles", '["user/first-run"]'))
      .default([])
      .describe(
        "Who else enters the core accounts: the way in of the first run. Take it out when the pipeline works",
      ),
  })
  .register(hints, {
    allowed: "a map with github or gitlab",
    fix: "write e.g. { github: { repository: acme/landing-zone, environment: production } }",
  });

const partner = z
  .strictObject({
    name: word("partner name", 20, "msp").describe("Short name of the partner"),
    accountId: accountId.describe("Account from which it comes"),
    functions: functionNames.min(1).describe("Functions that it has"),
    accounts: accountNames.optional().describe("Leaf accounts in which it has them"),
    types: typeNames.optional().describe("Account types in whose accounts it has them"),
    principals: z
      .array(
        text(
          /^(user|role)\/(?![*?])[\w+=,.@/*?-]+$/,
          512,
          "a user or role of the partner's account with its path, * and ? for many",
          'write it like "user/people/*" or "role/landing-zone/hub-on-call"',
        ),
      )
      .min(1)
      .register(hints, list("users and roles", '["user/people/*"]'))
      .optional()
      .describe("Who of the partner's account enters; all of it with an external id alone"),
    mfa: z
      .union([
        z.enum(["context", "tag"]),
        z.strictObject({
          declared: reason.describe("Why its word is enough, and who agreed to it"),
        }),
      ])
      .register(hints, {
        allowed: 'context, tag, or { declared: "…" }',
        fix: 'write e.g. { declared: "their Okta asks for a security key" }',
      })
      .optional()
      .describe(
        "What proves the MFA of its people: context, that AWS saw it, the default; tag, the session tag mfa of its own hub roles; declared, nothing but its word",
      ),
    externalId: text(
      /^[\w+=,.@:/-]{2,1224}$/,
      LIMITS.externalId.value,
      `an external id: 2 to ${LIMITS.externalId.value} letters, digits and +=,.@:/-`,
      "make one with `uuidgen`; AWS takes it for no secret",
    )
      .optional()
      .describe("For software, not for people: what its requests have to say"),
    until: day.describe("Last day; after it the partner can do nothing"),
  })
  .register(hints, {
    allowed: "a partner: a map with name, accountId, functions, accounts or types, and until",
    fix: 'write e.g. { name: msp, accountId: "999999999999", functions: [on-call], accounts: [web-production], principals: ["user/people/*"], until: "2027-12-31" }',
  });

const customer = z
  .strictObject({
    name: word("customer name", 30, "acme").describe("Short name of the customer"),
    organizationId: text(
      /^o-[a-z0-9]{10,32}$/,
      34,
      "an organization id: o- and 10 to 32 lowercase letters and digits",
      "ask the customer for it",
    ).describe("The customer's organization"),
    partner: word("partner name", 20, "msp").describe(
      "What the customer's stack file calls this organization, under access.partners",
    ),
    functions: functionNames
      .min(1)
      .describe("Functions whose people enter the customer's accounts, by the same names there"),
  })
  .register(hints, {
    allowed: "a customer: a map with name, organizationId, partner and functions",
    fix: "write e.g. { name: acme, organizationId: o-acme000001, partner: msp, functions: [on-call] }",
  });

export const access = z
  .strictObject({
    identity: z
      .union([mode, z.array(mode).min(1)])
      .register(hints, {
        allowed: `one of ${IDENTITY_MODES.join(", ")}, or a list of them`,
        fix: "write e.g. iam-users, or [iam-users, saml] while people move from one to the other",
      })
      .default("iam-users")
      .describe("How people sign in, always to the access account; several while people move"),
    saml: saml.optional().describe("Identity provider of the mode saml"),
    oidc: oidc.optional().describe("Identity provider of the mode oidc"),
    identityCenter,
    stamping: z
      .enum(["stackset", "provider", "none"])
      .default("stackset")
      .describe("How function roles come into leaf accounts"),
    people: z
      .array(person)
      .register(hints, {
        allowed: "a list of people",
        fix: "write a list, each element like - { name: ada, functions: [developer] }",
      })
      .default([])
      .describe("People, once and here only"),
    keys: z
      .strictObject({
        maxAgeDays: whole(3650)
          .default(90)
          .describe("Days after which lz people calls an access key old"),
      })
      .prefault({})
      .describe("Access keys of people"),
    breakGlass,
    deploy: deploy
      .optional()
      .describe("Pipelines that preview and deploy; without it, administrators run by hand"),
    partners: z
      .array(partner)
      .register(hints, list("partners", "- { name: msp, … }"))
      .default([])
      .describe("Other companies that do some function here"),
    customers: z
      .array(customer)
      .register(hints, list("customers", "- { name: acme, … }"))
      .default([])
      .describe("Other organizations in which this one is a partner"),
  })
  .register(hints, {
    allowed: "a map, e.g. with identity and people",
    fix: "write e.g. { people: [{ name: ada, functions: [developer] }] }",
  })
  .prefault({});

export type Person = z.output<typeof person>;
export type Partner = z.output<typeof partner>;
export type Customer = z.output<typeof customer>;
