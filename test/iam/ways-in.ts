import { planLandingZone } from "../../model/plan";
import { edited, stackOf } from "../stacks";
import type { NamedPlan } from "./stacks";

/** Every way in which somebody, or something, comes in. */
const TEXT = `
organization:
  name: ways-in
  homeRegion: eu-west-1
  managementAccountId: "111111111111"
  email: aws+{account}@ways-in.example
accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction, id: "222222222222" }
  - { name: documents, type: storage }
access:
  identity: [iam-users, identity-center, saml, oidc]
  saml: { metadataFile: ways-in.xml }
  oidc: { url: "https://login.ways-in.example/oauth2", audience: "0oa1b2c3", subjects: ["*@ways-in.example", "00u1?"] }
  identityCenter: { groups: { developer: Builders } }
  breakGlass: { notify: [security@ways-in.example] }
  deploy:
    github: { repository: acme/landing-zone, environment: production, ownerId: "815", repositoryId: "4711" }
    gitlab: { project: acme/platform/landing-zone, branch: main, projectId: "42" }
    bootstrap: [user/first-run]
  partners:
    - name: seen
      accountId: "999999999991"
      functions: [operations]
      accounts: [web-production]
      types: [storage]
      principals: ["user/people/*", user/ada]
      until: "2099-12-31"
    - name: tagged
      accountId: "999999999992"
      functions: [operations, auditor]
      types: [production]
      principals: [role/landing-zone/hub-operations]
      mfa: tag
      until: "2099-12-31"
    - name: declared
      accountId: "999999999993"
      functions: [developer]
      accounts: [web-staging]
      principals: ["role/ops/*"]
      mfa: { declared: "their Okta asks for a security key" }
      until: "2099-12-31"
    - name: robot
      accountId: "999999999994"
      functions: [auditor]
      types: [nonproduction]
      externalId: 2f1c8a0e
      until: "2099-12-31"
  customers:
    - { name: globex, organizationId: o-globex0002, partner: acme, functions: [operations] }
    - { name: initech, organizationId: o-initech001, partner: acme, functions: [operations] }
    - { name: umbrella, organizationId: o-umbrella01, partner: msp, functions: [operations] }
  people:
    - { name: ada, functions: [operations, developer] }
    - { name: ivan, functions: [operations], types: [storage], accounts: [web-staging], until: "2030-06-30" }
management: { rootAccess: true }
`;

/** Plans with every way in, one for each partition. */
export function waysIn(): readonly NamedPlan[] {
  return [
    ["ways-in", "eu-west-1"],
    ["ways-in-china", "cn-north-1\n  partition: aws-cn"],
    ["ways-in-govcloud", "us-gov-west-1\n  partition: aws-us-gov"],
  ].map(([name = "", region = ""]) => ({
    name,
    plan: planLandingZone(stackOf(edited(TEXT, ["eu-west-1", region]))),
  }));
}
