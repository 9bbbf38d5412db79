import { IDENTITY_MODES, type IdentityMode } from "../access-schema";
import { modesOf } from "../identity";
import { repeated } from "../known-names";
import type { Finding } from "../problem";
import type { Stack } from "../schema";
import type { Rule } from "./rule";

/** Ways to sign in have what they need, each once, and nothing is said of others. */
export const identity: Rule = {
  reads: ["access.identity", "access.saml", "access.oidc", "access.identityCenter"],
  *check(stack) {
    const { access } = stack;
    if (Array.isArray(access.identity)) {
      yield* repeated(access.identity, ["access", "identity"]);
    }
    const modes = modesOf(stack);
    for (const mode of IDENTITY_MODES) {
      const section = SECTIONS[mode];
      if (section === undefined) continue;
      const { key, example } = section;
      const said = section.isSaid(access);
      if (modes.includes(mode) && example !== undefined && !said) {
        yield {
          path: ["access", "identity"],
          message: `${mode} is chosen, and access.${key} does not say by which identity provider`,
          fix: `write access.${key}: ${example}`,
        };
      }
      if (!modes.includes(mode) && said) yield ignored(key, mode, modes);
    }
  },
};

function ignored(key: string, mode: IdentityMode, modes: readonly IdentityMode[]): Finding {
  return {
    path: ["access", key],
    atKey: true,
    message: `people sign in by ${modes.join(" and ")}, so nothing reads access.${key}`,
    fix: `take it out, or choose identity: [${IDENTITY_MODES.filter((one) => one === mode || modes.includes(one)).join(", ")}]`,
  };
}

/** What the stack file says of a way to sign in, beside its name. */
interface Section {
  readonly key: string;
  /** What to write; left out where defaults do. */
  readonly example?: string;
  isSaid(access: Stack["access"]): boolean;
}

const SECTIONS: Readonly<Partial<Record<IdentityMode, Section>>> = {
  "identity-center": {
    key: "identityCenter",
    isSaid: ({ identityCenter: { groups, people, ...rest } }) =>
      Object.keys(groups).length > 0 ||
      people !== "external" ||
      Object.values(rest).some((value) => value !== undefined),
  },
  saml: {
    key: "saml",
    example: "{ metadataFile: acme-saml.xml }",
    isSaid: ({ saml }) => saml !== undefined,
  },
  oidc: {
    key: "oidc",
    example: '{ url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }',
    isSaid: ({ oidc }) => oidc !== undefined,
  },
};
