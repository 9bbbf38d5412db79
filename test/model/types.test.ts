import { expectTypeOf } from "expect-type";
import type { Loaded } from "../../model/load";
import type { planLandingZone, Plan, PlannedRole } from "../../model/plan";
import type { Problem } from "../../model/problem";
import type { Stack } from "../../model/schema";

describe("types, checked by `npm run types`", () => {
  it("a loaded file is a stack or problems, never both", () => {
    expectTypeOf<Extract<Loaded, { ok: true }>>().toEqualTypeOf<{
      readonly ok: true;
      readonly stack: Stack;
    }>();
    expectTypeOf<Extract<Loaded, { ok: false }>["problems"]>().toEqualTypeOf<readonly Problem[]>();
  });

  it("defaults are filled in, so that the plan needs none", () => {
    expectTypeOf<Stack["access"]["stamping"]>().toEqualTypeOf<"stackset" | "provider" | "none">();
    expectTypeOf<Stack["accounts"][number]["formerNames"]>().toEqualTypeOf<string[]>();
    expectTypeOf<Stack["accounts"][number]["id"]>().toEqualTypeOf<string | undefined>();
  });

  it("a plan comes from a stack alone, and every role has a boundary", () => {
    expectTypeOf<typeof planLandingZone>().toEqualTypeOf<(stack: Stack) => Plan>();
    expectTypeOf<PlannedRole["boundary"]>().toEqualTypeOf<Plan["boundary"]>();
  });
});
