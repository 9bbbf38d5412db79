import { partnerRoleName, RESERVED_PATH } from "../../iam/names";
import { functionNames } from "../catalogue";
import { known, repeated } from "../known-names";
import { LIMITS } from "../limits";
import type { Rule } from "./rule";

/** Customers are other organizations, each once, and the functions that people have there exist. */
export const customers: Rule = {
  reads: ["access.customers", "functions.names", "organization.id"],
  *check(stack) {
    const functions = functionNames(stack);
    const names = new Set<string>();
    const organizations = new Map<string, string>();
    for (const [index, customer] of stack.access.customers.entries()) {
      const path = ["access", "customers", index];
      const { name, organizationId, partner } = customer;
      if (names.has(name)) {
        yield {
          path: [...path, "name"],
          message: `there is a customer "${name}" already`,
          fix: "rename one, or merge the two entries",
        };
      }
      names.add(name);
      const other = organizations.get(organizationId);
      if (organizationId === stack.organization.id) {
        yield {
          path: [...path, "organizationId"],
          message: `${organizationId} is this organization itself`,
          fix: "write the id of the customer's organization",
        };
      } else if (other !== undefined) {
        yield {
          path: [...path, "organizationId"],
          message: `${organizationId} is the organization of "${other}" already`,
          fix: "merge the two entries",
        };
      }
      organizations.set(organizationId, name);
      yield* repeated(customer.functions, [...path, "functions"]);
      for (const [at, fn] of customer.functions.entries()) {
        const place = [...path, "functions", at];
        yield* known("function", fn, functions, place);
        const role = `${RESERVED_PATH}${partnerRoleName(partner, fn)}`;
        if (role.length <= LIMITS.rolePathAndName.value) continue;
        yield {
          path: place,
          message: `no customer can have the role ${role}: ${role.length} characters, and the console switches to ${LIMITS.rolePathAndName.value} at most`,
          fix: "give the function a shorter name, or have the customer choose a shorter name of the partner",
        };
      }
    }
  },
};
