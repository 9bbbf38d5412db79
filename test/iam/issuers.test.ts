import assert from "node:assert/strict";
import { issuerOf } from "../../iam/hub";
import { coreIdentities } from "../../model/core-identity";
import { planLandingZone } from "../../model/plan";
import { edited, EXAMPLE, stackOf } from "../stacks";
import { documentsOf } from "./documents";

/** Stack file of people whom a provider of OpenID Connect vouches for, by its address. */
const ofIssuer = (url: string): string =>
  edited(EXAMPLE, [
    "identity: iam-users",
    `identity: oidc\n  oidc: { url: "${url}", audience: aws, subjects: ["auth0|*"] }`,
  ]);

describe("issuers", () => {
  for (const [url, issuer] of [
    ["https://login.acme.example", "login.acme.example"],
    ["https://acme.eu.auth0.com/", "acme.eu.auth0.com/"],
    ["https://sts.windows.net/0b6d/", "sts.windows.net/0b6d/"],
  ] as const) {
    it(`AWS calls ${url} ${issuer}`, () => {
      assert.equal(issuerOf(url), issuer);
    });
  }

  for (const [url, issuer] of [
    ["https://acme.eu.auth0.com/", "acme.eu.auth0.com/"],
    ["https://sts.windows.net/0b6d/", "sts.windows.net/0b6d/"],
  ] as const) {
    describe(`${url}, with the slash at its end`, () => {
      const plan = planLandingZone(stackOf(ofIssuer(url)));

      it("is what hub roles trust, and what their keys begin with", () => {
        const trust = documentsOf(plan).find(
          ({ name }) => name === "trust of own hub-auditor in access",
        );
        const Federated = `arn:{{partition}}:iam::{{account:access}}:oidc-provider/${issuer}`;
        assert.deepEqual(trust?.policy, {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "PeopleOfThisFunctionByOidc",
              Effect: "Allow",
              Principal: { Federated },
              Action: "sts:AssumeRoleWithWebIdentity",
              Condition: {
                StringEquals: {
                  [`${issuer}:aud`]: "aws",
                  "aws:RequestTag/mfa": "true",
                  "sts:RoleSessionName": "${aws:RequestTag/person}",
                },
                StringLike: { [`${issuer}:sub`]: ["auth0|*"], "aws:RequestTag/auditor": "?*" },
              },
            },
            {
              Sid: "WithTheseTags",
              Effect: "Allow",
              Principal: { Federated: [Federated] },
              Action: "sts:TagSession",
              Condition: {
                StringEquals: { "aws:RequestTag/mfa": "true" },
                "ForAllValues:StringEquals": {
                  "aws:TagKeys": [
                    "mfa",
                    "person",
                    ...plan.people.groups.map((one) => one.function),
                  ],
                },
                Null: { "sts:TransitiveTagKeys": "true" },
              },
            },
          ],
        });
      });

      it("is the provider that the access account believes", () => {
        const access = coreIdentities(plan).find(({ account }) => account === "access");
        assert.deepEqual(access?.issuers, [{ issuer, audiences: ["aws"] }]);
      });
    });
  }
});
