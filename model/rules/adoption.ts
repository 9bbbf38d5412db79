import { CORE_MEMBERS } from "../schema";
import type { Rule } from "./rule";

/** What exists already needs its id; what cannot be entered needs a role. */
export const adoption: Rule = {
  reads: [
    "organization.adopt",
    "organization.id",
    "organization.coreAccounts",
    "accounts.id",
    "accounts.origin",
    "accounts.accessRole",
    "access.stamping",
  ],
  *check({ organization, accounts, access }) {
    if (organization.adopt && organization.id === undefined) {
      yield {
        path: ["organization", "adopt"],
        message: "adopt: true takes over an organization that exists, but its id is missing",
        fix: "add id: o-…; `aws organizations describe-organization` shows it",
      };
    }
    if (!organization.adopt && organization.id !== undefined) {
      yield {
        path: ["organization", "id"],
        message: "the id is that of an organization that exists, but adopt is not true",
        fix: "add adopt: true, or take the id out to make a new organization",
      };
    } else if (!organization.adopt) {
      const existing = CORE_MEMBERS.find(
        (type) => organization.coreAccounts[type].id !== undefined,
      );
      if (existing !== undefined) {
        yield {
          path: ["organization", "coreAccounts", existing, "id"],
          message: `the ${existing} account exists already, so the organization does too, but adopt is not true`,
          fix: "add adopt: true and the organization's id",
        };
      }
    }
    for (const [index, account] of accounts.entries()) {
      const { name, origin, id, email, accessRole } = account;
      const missing = [
        ...(id === undefined ? ["id"] : []),
        // The template is for accounts that are made with it.
        ...(email === undefined ? ["email"] : []),
      ].join(" and no ");
      if (origin === "invited" && missing !== "") {
        yield {
          path: ["accounts", index, "origin"],
          message: `"${name}" was invited, so it exists already, but it has no ${missing} here`,
          fix: "add both as `aws organizations list-accounts` shows them, the id in quotes",
        };
      }
      if (access.stamping === "provider") {
        if (origin === "invited" && accessRole === undefined) {
          yield {
            path: ["accounts", index, "origin"],
            message: `"${name}" was invited, so it has no OrganizationAccountAccessRole by which stamping: provider could enter`,
            fix: "make a role there that the management account may assume, and name it as accessRole",
          };
        }
      } else if (accessRole !== undefined) {
        yield {
          path: ["accounts", index, "accessRole"],
          message: `accessRole is used by stamping: provider only, and stamping is ${access.stamping}`,
          fix: "take it out",
        };
      }
    }
  },
};
