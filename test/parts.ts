/** The sections of a stack file with all that core accounts can have, and how to switch each off. */
import { edited, EXAMPLE } from "./stacks";

/** Behind what the example has. */
const SECTIONS = `audit:
  retentionDays: 3650
  objectLock: { mode: governance, days: 365 }
  storageClasses: [{ afterDays: 90, class: GLACIER_IR }]
  trail:
    dataEvents: [{ resources: "AWS::S3::Object", readOnly: false }]
    insights: [ApiCallRateInsight]
  queries: true
  config: { rules: [iam-user-mfa-enabled] }
  accessAnalyzer: { unusedAccessDays: 90 }
  guardDuty: { features: [s3-data-events] }
  securityHub: { standards: [aws-foundational] }
network:
  transitGateway: true
  ipam: true
  flowLogs: true
  queryLogs: true
  vpcs:
    - { name: main, types: [production], zones: 2, nat: one, endpoints: [s3, dynamodb, ssm] }
    - { name: work, types: [nonproduction, sandbox], zones: 2, endpoints: [s3] }
    - { name: far, region: eu-central-1, types: [production], zones: 1, endpoints: [s3] }
  entry:
    - { region: eu-west-1, vpc: work, reaches: ["10.0.0.0/8"] }
management:
  budget: { monthly: 1000, notify: [finance@acme.example] }
  anomalies: { minimum: 100, notify: [finance@acme.example] }
  costTags: [owner]
  rootAccess: true
  contacts:
    security: { name: Security, email: security@acme.example, phone: "+44 20 7946 0000" }
rootActivity:
  notify:
    customer: [customer@acme.example]
    security: [security@acme.example]
    operations: [operations@acme.example]
baseline:
  passwordPolicy: { minimumLength: 20 }
`;

/** The example with everything in its core accounts. */
export const EVERY_PART = edited(
  `${EXAMPLE.trimEnd()}\n${SECTIONS}`,
  ["homeRegion: eu-west-1\n", "homeRegion: eu-west-1\n  regions: [eu-central-1]\n"],
  [
    "type: production }",
    "type: production, budget: { monthly: 500, notify: [web@acme.example] } }",
  ],
);
