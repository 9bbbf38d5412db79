import { planLandingZone, type Plan } from "../../model/plan";
import { stackOf } from "../stacks";

/** A landing zone with every way to sign in, pipelines, and a partner of each kind. */
export const EVERY_WAY = `
organization:
  name: acme
  homeRegion: eu-west-1
  managementAccountId: "111111111111"
  email: aws+{account}@acme.example
accounts:
  - { name: web-production, type: production }
  - { name: web-staging, type: nonproduction }
  - { name: playground, type: sandbox }
  - { name: documents, type: storage }
access:
  identity: [iam-users, identity-center, saml, oidc]
  saml: { metadataFile: acme-saml.xml }
  oidc: { url: "https://login.acme.example", audience: aws, subjects: ["*@acme.example"] }
  people:
    - { name: ada, functions: [operations, developer] }
    - { name: grace, functions: [auditor] }
    - { name: linus, functions: [developer], types: [nonproduction], until: "2027-06-30" }
    - { name: hedy, functions: [operations], accounts: [web-production] }
  deploy:
    github: { repository: acme/landing-zone, environment: production, repositoryId: "1234" }
    gitlab: { project: acme/infra/landing-zone, branch: main, projectId: "5678" }
    bootstrap: ["user/first-run"]
  partners:
    - { name: msp, accountId: "999999999999", functions: [operations], accounts: [web-production],
        principals: ["user/people/*"], until: "2027-12-31" }
    - { name: tagged, accountId: "888888888888", functions: [developer], types: [nonproduction],
        principals: ["role/landing-zone/hub-developer"], mfa: tag, until: "2027-12-31" }
    - { name: trusted, accountId: "777777777777", functions: [operations], accounts: [documents],
        principals: ["role/people"], mfa: { declared: "their Okta asks for a security key" },
        until: "2027-12-31" }
    - { name: robot, accountId: "666666666666", functions: [auditor], types: [production],
        externalId: "3f1c5a52-1b0e", until: "2027-12-31" }
  customers:
    - { name: globex, organizationId: o-globex00001, partner: acme, functions: [operations] }
`;

export function everyWay(): Plan {
  return planLandingZone(stackOf(EVERY_WAY));
}
