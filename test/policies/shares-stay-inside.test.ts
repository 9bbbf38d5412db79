import { UNKNOWN } from "../../access/registered/values";
import {
  assertFine,
  assertFound,
  assertUnseen,
  IDS,
  OUTSIDE,
  resource,
  stackSet,
} from "./registered";

const RULE = "shares-stay-inside";
const SHARE = "aws:ram/resourceShare:ResourceShare";
const WITH = "aws:ram/principalAssociation:PrincipalAssociation";
const ORGANIZATION = resource(
  "aws:organizations/organization:Organization",
  {},
  {
    in: "management",
    name: "organization",
    protect: true,
    outputs: { arn: `arn:aws:organizations::${IDS.management}:organization/o-exampleorg1` },
  },
);

describe("rule shares-stay-inside", () => {
  it("is content with shares of the organization, its units and its accounts", async () => {
    const to = [
      `arn:aws:organizations::${IDS.management}:organization/o-exampleorg1`,
      `arn:aws:organizations::${IDS.management}:ou/o-exampleorg1/ou-abcd-11111111`,
      IDS.audit,
      `arn:aws:iam::${IDS.audit}:role/any`,
    ];
    await assertFine([
      ORGANIZATION,
      resource(SHARE, { allowExternalPrincipals: false }),
      ...to.map((principal, i) => resource(WITH, { principal }, { name: `to-${i}` })),
    ]);
  });

  it("finds a share that lets anybody in, or does not say", async () => {
    const says = /allows principals outside the organization/;
    await assertFound(RULE, says, [resource(SHARE, { allowExternalPrincipals: true })]);
    await assertFound(RULE, says, [resource(SHARE, {})]);
    await assertFound(RULE, says, [resource("aws-native:ram:ResourceShare", {})]);
    await assertFound(RULE, says, [stackSet({ Share: { Type: "AWS::RAM::ResourceShare" } })]);
  });

  it("finds an account, a unit and an organization that are not the own", async () => {
    await assertFound(RULE, /shares with "999999999999"/, [resource(WITH, { principal: OUTSIDE })]);
    const other = `arn:aws:organizations::${OUTSIDE}:organization/o-otherorg123`;
    await assertFound(RULE, /o-otherorg123"/, [ORGANIZATION, resource(WITH, { principal: other })]);
    // Before the organization exists, its management account tells.
    await assertFound(RULE, /o-otherorg123"/, [resource(WITH, { principal: other })]);
    await assertFine([resource(WITH, { principal: other.replace(OUTSIDE, IDS.management) })]);
  });

  it("says when it cannot see", async () => {
    await assertUnseen(RULE, "allowExternalPrincipals", [
      resource(SHARE, { allowExternalPrincipals: UNKNOWN }),
    ]);
  });
});
