import type { Registered } from "../../access/registered/resource";
import { UNKNOWN } from "../../access/registered/values";
import { everyWay } from "../access/every-way";
import {
  assertFine,
  assertFound,
  assertUnseen,
  BOUNDARY,
  role,
  stackSet,
  TRUST_OF_LAMBDA,
  trustOfPeople,
} from "./registered";

const RULE = "roles-have-the-boundary";
const BY_SERVICE = TRUST_OF_LAMBDA;

/** A StackSet with a role below the reserved path that has no boundary. */
function stamped(stackSetName: string, RoleName: string): Registered {
  const made = stackSet({
    Role: {
      Type: "AWS::IAM::Role",
      Properties: { RoleName, Path: "/landing-zone/", AssumeRolePolicyDocument: BY_SERVICE },
    },
  });
  return { ...made, inputs: { ...made.inputs, stackSetName } };
}

describe("rule roles-have-the-boundary", () => {
  it("is content with bounded roles, and with roles that only AWS's services have", async () => {
    for (const path of ["/landing-zone/", "/service/", "/service/web/", "/"]) {
      await assertFine([role(path === "/" ? trustOfPeople() : BY_SERVICE, { path })]);
    }
    await assertFine([role(BY_SERVICE, { permissionsBoundary: undefined })]);
  });

  for (const [path, says] of [
    ["/landing-zone/", /is a function role and has no boundary/],
    ["/service/", /is below \/service\/ and has no boundary/],
    ["/service/web/", /is below \/service\/ and has no boundary/],
  ] as const) {
    it(`finds a role in ${path} without it`, async () => {
      await assertFound(RULE, says, [role(BY_SERVICE, { path, permissionsBoundary: undefined })]);
    });
  }

  it("finds a role anywhere that people of the access account can enter", async () => {
    await assertFound(
      RULE,
      /lets people in and has no boundary; its boundary is arn:aws:iam::333/,
      [role(trustOfPeople(), { permissionsBoundary: undefined })],
    );
  });

  it("finds another boundary, and that of another account", async () => {
    const path = "/landing-zone/";
    const other = BOUNDARY.replace("/boundary", "/wider");
    await assertFound(RULE, /has the boundary .*\/wider/, [
      role(BY_SERVICE, { path, permissionsBoundary: other }),
    ]);
    const elsewhere = BOUNDARY.replace("333333333333", "222222222222");
    await assertFound(RULE, /has the boundary arn:aws:iam::222222222222/, [
      role(BY_SERVICE, { path, permissionsBoundary: elsewhere }),
    ]);
  });

  it("keeps out of the landing zone's own ways in, which no boundary may stop", async () => {
    const own = { path: "/landing-zone/", permissionsBoundary: undefined };
    await assertFine([role(BY_SERVICE, { ...own, name: "break-glass" }, { in: "management" })]);
    for (const [name, account] of [
      ["hub-operations", "access"],
      ["deploy", "management"],
      ["preview", "management"],
      ["preview", "network"],
    ] as const) {
      await assertFine([role(BY_SERVICE, { ...own, name }, { in: account })], { plan: everyWay() });
    }
  });

  it("finds roles of such names that nobody planned, and partners' roles without it", async () => {
    const own = { path: "/landing-zone/", permissionsBoundary: undefined };
    for (const [name, account] of [
      ["break-glass", "network"],
      ["hub-operations", "network"],
      ["hub-somebody", "access"],
      ["deploy", "audit"],
    ] as const) {
      await assertFound(
        RULE,
        /is a function role and has no boundary/,
        [role(BY_SERVICE, { ...own, name }, { in: account })],
        { plan: everyWay() },
      );
    }
    await assertFound(
      RULE,
      /is a partner's role and has no boundary/,
      [role(BY_SERVICE, { ...own, name: "partner-msp-operations" })],
      { plan: everyWay() },
    );
  });

  it("keeps out of the roles by which AWS's services work, where they are planned", async () => {
    const own = { path: "/landing-zone/", permissionsBoundary: undefined };
    for (const [name, account] of [
      ["forward-events", "management"],
      ["recorder", "management"],
      ["aggregator", "audit"],
    ] as const) {
      await assertFine([role(BY_SERVICE, { ...own, name }, { in: account })]);
    }
    for (const name of ["recorder", "baseline"]) {
      await assertFine([stamped("landing-zone-service-roles", name)]);
    }
    await assertFine([stamped("landing-zone-forward-events", "forward-events")]);
  });

  it("finds roles of such names elsewhere, and by other StackSets", async () => {
    const own = { path: "/landing-zone/", permissionsBoundary: undefined };
    const says = /is a function role and has no boundary/;
    for (const [name, account] of [
      ["aggregator", "management"],
      ["aggregator", "network"],
      ["baseline", "management"],
      ["recorder", "audit"],
      ["forward-events", "network"],
    ] as const) {
      await assertFound(RULE, says, [role(BY_SERVICE, { ...own, name }, { in: account })]);
    }
    for (const [set, name] of [
      ["mine", "recorder"],
      ["service-roles", "recorder"],
      ["landing-zone-service-roles", "forward-events"],
      ["landing-zone-service-roles", "aggregator"],
      ["landing-zone-forward-events", "break-glass"],
      ["mine", "break-glass"],
    ] as const) {
      await assertFound(RULE, says, [stamped(set, name)]);
    }
  });

  it("finds it in templates, and knows the template's own boundary", async () => {
    const template = (boundary: object): ReturnType<typeof stackSet> =>
      stackSet({
        Boundary: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { ManagedPolicyName: "boundary", Path: "/landing-zone/", PolicyDocument: {} },
        },
        Mine: {
          Type: "AWS::IAM::Role",
          Properties: { Path: "/service/", AssumeRolePolicyDocument: BY_SERVICE, ...boundary },
        },
      });
    await assertFine([template({ PermissionsBoundary: { Ref: "Boundary" } })]);
    await assertFound(RULE, /Mine in the template of .* has no boundary.*AWS::AccountId/, [
      template({}),
    ]);
  });

  it("says when it cannot see", async () => {
    await assertUnseen(RULE, "permissionsBoundary", [
      role(BY_SERVICE, { path: "/service/", permissionsBoundary: UNKNOWN }),
    ]);
  });
});
