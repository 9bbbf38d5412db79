import { emailOf } from "../email";
import { LIMITS } from "../limits";
import { nearest } from "../nearest";
import { show, type Finding, type Path } from "../problem";
import { CORE_MEMBERS, type Stack } from "../schema";
import type { Rule } from "./rule";

const PLACEHOLDERS = ["account", "organization"];

/** Root e-mail addresses after the template is filled in: allowed by AWS, none twice. */
export const emails: Rule = {
  reads: [
    "organization.email",
    "organization.coreAccounts",
    "accounts.name",
    "accounts.formerNames",
    "accounts.email",
    "accounts.id",
    "accounts.lifecycle",
  ],
  *check({ organization, accounts }) {
    const core = CORE_MEMBERS.map((type): Addressed => {
      const { name = type, email, id } = organization.coreAccounts[type];
      const path = ["organization", "coreAccounts", type, email ? "email" : "name"];
      return { name, firstName: name, email, path, gone: false, exists: id !== undefined };
    });
    const leaves = accounts.map(
      ({ name, email, formerNames, lifecycle, id }, index): Addressed => ({
        name,
        firstName: formerNames[0] ?? name,
        email,
        path: ["accounts", index, email ? "email" : "name"],
        gone: lifecycle === "left" || lifecycle === "closed",
        exists: id !== undefined,
      }),
    );
    const template = [...templateFindings(organization, core)];
    yield* template;
    const taken = new Map<string, Addressed>();
    for (const account of [...core, ...leaves]) {
      const { name, firstName, email, path } = account;
      // A template that is wrong itself is one problem, not one for each account.
      if (email === undefined && template.length > 0) continue;
      const address = email ?? emailOf(organization, firstName);
      const wrong = emailFault(address);
      if (wrong !== undefined) {
        yield {
          path,
          message: `the root e-mail address of "${name}" is ${show(address)}: ${wrong}`,
          fix:
            email === undefined
              ? "choose a shorter name or organization.email, or give the account an email of its own"
              : "correct the address",
        };
      }
      const other = taken.get(address.toLowerCase());
      if (other && !isSame(account, other)) {
        yield {
          path,
          message: `"${name}" and "${other.name}" have the same root e-mail address ${show(address)}; AWS wants one for each account`,
          fix: "give one of them another email",
        };
      }
      taken.set(address.toLowerCase(), account);
    }
  },
};

/** An account and what its address depends on. */
interface Addressed {
  readonly name: string;
  /** The name that it was made with: the address stays when the name changes. */
  readonly firstName: string;
  readonly email: string | undefined;
  readonly path: Path;
  readonly gone: boolean;
  readonly exists: boolean;
}

/**
 * May both have one address? The template gives one address to one name, which is reported as that;
 * an account that came back under another name keeps its address.
 */
function isSame(a: Addressed, b: Addressed): boolean {
  const byTemplate = a.email === undefined && b.email === undefined;
  return (
    byTemplate || a.name === b.name || (a.gone && (b.gone || b.exists)) || (b.gone && a.exists)
  );
}

function* templateFindings(
  organization: Stack["organization"],
  core: readonly Addressed[],
): Generator<Finding> {
  const template = organization.email;
  const path = ["organization", "email"];
  const used = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const unknown = used.filter((placeholder) => !PLACEHOLDERS.includes(placeholder));
  for (const name of unknown) {
    const near = nearest(name, PLACEHOLDERS);
    yield {
      path,
      message: `found {${name}}; allowed: {account} and {organization}`,
      fix:
        near === undefined ? 'write e.g. "aws+{account}@example.com"' : `did you mean {${near}}?`,
    };
  }
  if (template.includes("${")) {
    yield {
      path,
      message: `found ${show(template)}: the $ before { would stay in every address`,
      fix: `write ${show(template.replaceAll("${", "{"))}`,
    };
  }
  if (unknown.length > 0) return;
  if (!used.includes("account")) {
    yield {
      path,
      message: `found ${show(template)}: without {account} every account would get the same address`,
      fix: 'write e.g. "aws+{account}@example.com"',
    };
    return;
  }
  const names = core.filter(({ email }) => email === undefined).map(({ name }) => name);
  const longest = names.reduce((a, b) => (b.length > a.length ? b : a), "a");
  const address = emailOf(organization, longest);
  const wrong = emailFault(address);
  if (wrong === undefined) return;
  const tooLong = address.length > LIMITS.emailMax.value;
  yield {
    path,
    message: tooLong
      ? `found ${show(template)}, which for the account "${longest}" is ${show(address)}: ${wrong}`
      : `found ${show(template)}: ${wrong}`,
    fix: tooLong ? "shorten it" : "correct the address",
  };
}

/**
 * What AWS refuses about a root e-mail address, or undefined.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function emailFault(address: string): string | undefined {
  const { emailMin, emailMax } = LIMITS;
  if (!/^[\x21-\x7e]+$/.test(address)) return "only ASCII characters without spaces are allowed";
  const parts = address.split("@");
  const [local = "", domain = ""] = parts;
  if (parts.length !== 2 || local === "") return "it needs exactly one @, with a name before it";
  if (local.startsWith(".")) return "it may not start with a dot";
  const bad = /["'()<>[\]:;,\\|%&{}]/.exec(local);
  if (bad) return `the character ${bad[0]} is not allowed before the @`;
  if (
    !/^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
      domain,
    )
  ) {
    return `${show(domain)} is not a domain`;
  }
  if (address.length < emailMin.value || address.length > emailMax.value) {
    return `it is ${address.length} characters long; allowed: ${emailMin.value} to ${emailMax.value}`;
  }
  return undefined;
}
