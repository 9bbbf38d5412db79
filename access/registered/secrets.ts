import type { Registered } from "./resource";
import { isMap, isUnknown } from "./values";

/** Something in a property that looks like a secret. */
export interface Suspicion {
  /** Path of the property, e.g. `environment.variables.DB_PASSWORD`. */
  readonly path: string;
  /** What it looks like, without showing it. */
  readonly what: string;
}

/**
 * Names of properties whose texts are secret, as they end, without case, hyphens and underscores.
 */
const SECRET_NAME =
  /(password|passwd|passphrase|privatekey|secretstring|secretbinary|secretkey|secretaccesskey|clientsecret|appsecret|apisecret|authtoken|accesstoken|refreshtoken|bearertoken|apikey|sharedsecret|presharedkey)(wo)?$/;

/** What gives itself away wherever it stands. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  [/(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/, "an access key id of AWS"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,}/, "a token of GitHub"],
  [/(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{20,}/, "a token of Slack"],
];

const ACCESS_KEY_SECRET = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** References to secrets, which are none themselves. */
const REFERENCE = /^(arn:|\{\{resolve:|\$\{)/;

/** Types of which a plain text is a secret by what they are. */
const SECRET_WHERE: Readonly<Record<string, (of: Registered) => readonly string[]>> = {
  "aws:ssm/parameter:Parameter": ({ inputs }) => (inputs.type === "SecureString" ? ["value"] : []),
};

/** Everything in the inputs that looks like a secret and is not marked as one. */
export function plainSecrets(of: Registered): readonly Suspicion[] {
  const found: Suspicion[] = [];
  const known = SECRET_WHERE[of.type]?.(of) ?? [];
  const visit = (value: unknown, path: readonly string[], name: string): void => {
    const at = path.join(".");
    if (isUnknown(value) || of.secrets?.has(at) === true) return;
    if (typeof value === "string") {
      const what = suspicion(value, known.includes(at) ? "password" : name);
      if (what !== null) found.push({ path: at, what });
      else
        inJson(value, (inner) => {
          visit(inner, path, name);
        });
    } else if (Array.isArray(value)) {
      for (const [index, one] of value.entries()) visit(one, [...path, String(index)], name);
    } else if (isMap(value)) {
      // `{ name: "DB_PASSWORD", value: "…" }`, as containers and parameters have it.
      const called = [value.name, value.key, value.parameterKey].find(
        (one) => typeof one === "string",
      );
      for (const [key, one] of Object.entries(value)) {
        const isValue = key === "value" || key === "parameterValue";
        visit(one, [...path, key], isValue && typeof called === "string" ? called : key);
      }
    }
  };
  visit(of.inputs, [], "");
  return found;
}

function suspicion(value: string, name: string): string | null {
  for (const [pattern, what] of TELLING) if (pattern.test(value)) return what;
  for (const [text] of value.matchAll(ACCESS_KEY_SECRET)) {
    if (looksRandom(text)) return "a secret access key of AWS";
  }
  const secretName = SECRET_NAME.test(name.toLowerCase().replaceAll(/[-_.]/g, ""));
  const isText = value.trim() !== "" && !/^(true|false)$/i.test(value) && !REFERENCE.test(value);
  return secretName && isText ? `the ${name} in plain text` : null;
}

/** Capitals, small letters and digits, and no words: hashes have no capitals, names have words. */
function looksRandom(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text) && !/[a-z]{7}/.test(text);
}

/** Containers and templates are given as JSON texts. */
function inJson(value: string, visit: (inner: unknown) => void): void {
  if (!/^\s*[[{]/.test(value)) return;
  try {
    visit(JSON.parse(value));
  } catch {
    // No JSON: it was looked at as text.
  }
}

/** Outputs that AWS makes and that must be encrypted in the state, by type. */
const SECRET_OUTPUTS: Readonly<
  Record<string, { readonly outputs: readonly string[]; readonly unless: string }>
> = {
  "aws:iam/accessKey:AccessKey": { outputs: ["secret", "sesSmtpPasswordV4"], unless: "pgpKey" },
  "aws:iam/userLoginProfile:UserLoginProfile": { outputs: ["password"], unless: "pgpKey" },
};

/** Outputs that the state would hold in plain text. */
export function plainOutputs({ type, inputs, secretOutputs }: Registered): readonly string[] {
  const rule = SECRET_OUTPUTS[type];
  if (!rule || inputs[rule.unless] !== undefined) return [];
  return rule.outputs.filter((name) => !secretOutputs.includes(name));
}
