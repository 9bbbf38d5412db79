import { emailOf } from "../email";
import { LIMITS } from "../limits";
import { show, type Finding, type Path } from "../problem";
import { CORE_MEMBERS } from "../schema";
import type { Rule } from "./rule";

const PLACEHOLDERS = ["account", "organization"];

/** Root e-mail addresses after the template is filled in: allowed by AWS, none twice. */
export const emails: Rule = {
  reads: ["organization.email", "organization.name", "organization.coreAccounts", "accounts"],
  *check({ organization, accounts }) {
    const template = [...templateFindings(organization.email)];
    yield* template;
    const taken = new Map<string, string>();
    const addresses = [
      ...CORE_MEMBERS.map((type) => {
        const { name, email } = organization.coreAccounts[type];
        const path: Path = ["organization", "coreAccounts", type, email ? "email" : "name"];
        return { account: name ?? type, email, path };
      }),
      ...accounts.map(({ name, email, formerNames }, index) => ({
        account: formerNames[0] ?? name,
        email,
        path: ["accounts", index, email ? "email" : "name"] satisfies Path,
      })),
    ];
    for (const { account, email, path } of addresses) {
      // A template that is wrong itself is one problem, not one for each account.
      if (email === undefined && template.length > 0) continue;
      const address = email ?? emailOf(organization, account);
      const wrong = emailFault(address);
      if (wrong !== undefined) {
        yield {
          path,
          message: `the root e-mail address of "${account}" is ${show(address)}: ${wrong}`,
          fix: "write another address, or a shorter account name or organization.email",
        };
      }
      const other = taken.get(address.toLowerCase());
      // Two accounts of one name are reported as that.
      if (other !== undefined && other !== account) {
        yield {
          path,
          message: `"${account}" and "${other}" have the same root e-mail address ${show(address)}; AWS wants one for each account`,
          fix: "give one of them another email",
        };
      }
      taken.set(address.toLowerCase(), account);
    }
  },
};

function* templateFindings(template: string): Generator<Finding> {
  const path = ["organization", "email"];
  const used = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  for (const name of used.filter((placeholder) => !PLACEHOLDERS.includes(placeholder))) {
    yield {
      path,
      message: `found {${name}}; allowed: {account} and {organization}`,
      fix: 'write e.g. "aws+{account}@example.com"',
    };
  }
  if (!used.includes("account")) {
    yield {
      path,
      message: `found ${show(template)}: without {account} every account would get the same address`,
      fix: 'write e.g. "aws+{account}@example.com"',
    };
    return;
  }
  const wrong = emailFault(template.replaceAll(/\{[^{}]*\}/g, "a"));
  if (wrong !== undefined && !/ long/.test(wrong)) {
    yield { path, message: `found ${show(template)}: ${wrong}`, fix: "correct the address" };
  }
}

/**
 * What AWS refuses about a root e-mail address, or undefined.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export function emailFault(address: string): string | undefined {
  const { emailMin, emailMax } = LIMITS;
  if (address.length < emailMin.value || address.length > emailMax.value) {
    return `it is ${address.length} characters long; allowed: ${emailMin.value} to ${emailMax.value}`;
  }
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
  return undefined;
}
