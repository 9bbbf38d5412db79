import { resolveCatalogue } from "../catalogue";
import { LIMITS } from "../limits";
import type { Path } from "../problem";
import { CORE_MEMBERS } from "../schema";
import { ancestors, coreUnit, RESERVED_UNITS, STAGING_UNIT } from "../units";
import type { Rule } from "./rule";

/**
 * Units of account types: well-formed, not too deep, and none inside another, because the StackSets
 * of both types would deploy there.
 */
export const units: Rule = {
  reads: ["accountTypes"],
  *check(stack) {
    const { types } = resolveCatalogue({ ...stack, functions: {}, permissions: {} });
    const owners = new Map<string, string>();
    for (const { name, unit } of types.values()) {
      if (!owners.has(unit)) owners.set(unit, name);
    }
    for (const { name, unit } of types.values()) {
      if (!Object.hasOwn(stack.accountTypes, name)) continue;
      const path: Path = ["accountTypes", name, "unit"];
      const parts = unit.split("/");
      if (!parts.every(isUnitName)) {
        yield {
          path,
          message: `found "${unit}"; allowed: unit names of 1 to ${LIMITS.unitName.value} letters, digits, spaces, dots, hyphens and underscores, with a / between them`,
          fix: 'write it like "workloads/analytics"',
        };
        continue;
      }
      if (parts.length > LIMITS.unitDepth.value) {
        yield {
          path,
          message: `"${unit}" is ${parts.length} units deep; AWS allows ${LIMITS.unitDepth.value}`,
          fix: "leave levels out",
        };
      }
      const reserved = RESERVED_UNITS.find((word) => word === parts[0]);
      if (reserved !== undefined) {
        yield {
          path,
          message: `the unit "${reserved}" is the landing zone's own`,
          fix: `choose another unit, e.g. "workloads/${name}"`,
        };
      }
      const above = ancestors(unit).findLast((place) => (owners.get(place) ?? name) !== name);
      if (above !== undefined) {
        const place = above === unit ? "is" : `lies inside "${above}",`;
        yield {
          path,
          message: `the unit "${unit}" ${place} the unit of type ${String(owners.get(above))}; each type has a unit of its own`,
          fix: `choose another unit, e.g. "workloads/${name}"`,
        };
      }
      const inside = [...owners].filter(
        ([other, owner]) =>
          other.startsWith(`${unit}/`) && !Object.hasOwn(stack.accountTypes, owner),
      );
      if (inside.length > 0) {
        const types = inside.map(([, owner]) => owner).join(", ");
        yield {
          path,
          message: `inside the unit "${unit}" lie the units of other types: ${types}; each type has a unit of its own`,
          fix: `choose another unit, e.g. "workloads/${name}"`,
        };
      }
    }
    const own = [...CORE_MEMBERS.map(coreUnit), STAGING_UNIT];
    const all = new Set(
      [...own, ...[...types.values()].map(({ unit }) => unit)].flatMap((unit) => ancestors(unit)),
    );
    if (all.size > LIMITS.units.value) {
      yield {
        path: ["accountTypes"],
        atKey: true,
        message: `${all.size} units; AWS allows ${LIMITS.units.value}`,
        fix: "define fewer account types",
      };
    }
  },
};

function isUnitName(name: string): boolean {
  return /^[A-Za-z0-9](?:[\w .-]*[\w.-])?$/.test(name) && name.length <= LIMITS.unitName.value;
}
