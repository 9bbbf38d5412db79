import assert from "node:assert/strict";
import { compilePolicy } from "../../../access/policy/policy";
import { arnPattern, NO_RESOURCE } from "../../../access/policy/arn";
import { contextOf } from "../../../access/policy/context";
import { decide } from "../../../access/policy/decide";
import type { PolicyDocument } from "../../../iam/document";
import { endpointPolicy } from "../../../iam/network/endpoints";
import { GATEWAY_SERVICES, INTERFACE_SERVICES } from "../../../iam/network/services";
import { absent } from "../../access/policy/requests";

const OWN = "o-exampleorg1";
const FOREIGN = "o-somebodyelse";

/** Who asks, whose the resource is, and whether the endpoint lets it through. */
interface Row {
  readonly what: string;
  readonly service: string;
  readonly action: string;
  readonly resource?: string;
  /** Organization of who asks; nobody where it is left out. */
  readonly by?: string;
  readonly of: string;
  readonly expect: boolean;
}

const ROWS: readonly Row[] = [
  {
    what: "own role, own bucket",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::own/x",
    by: OWN,
    of: OWN,
    expect: true,
  },
  {
    what: "own role, bucket of an attacker: data leaves",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::theirs/x",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "key of an attacker, its own bucket: data leaves",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::theirs/x",
    by: FOREIGN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "key of an attacker, own bucket",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::own/x",
    by: FOREIGN,
    of: OWN,
    expect: false,
  },
  {
    what: "nobody, own bucket",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::own/x",
    of: OWN,
    expect: false,
  },
  {
    what: "packages of Amazon Linux, unsigned",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/core/x.rpm",
    of: FOREIGN,
    expect: true,
  },
  {
    what: "a custom resource answers CloudFormation, by a link that AWS has signed",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::cloudformation-custom-resource-response-euwest1/x",
    of: FOREIGN,
    expect: true,
  },
  {
    what: "a wait condition is answered",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::cloudformation-waitcondition-eu-west-1/x",
    of: FOREIGN,
    expect: true,
  },
  {
    what: "data leaves for a bucket that is called like CloudFormation's",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::cloudformation-waitcondition-eu-west-1-x/x",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "a write to the packages",
    service: "s3",
    action: "s3:PutObject",
    resource: "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/core/x.rpm",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "a bucket that is called like one of AWS, with more behind it",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2-x/x",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "packages of another region",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/x",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "layers of images",
    service: "s3",
    action: "s3:GetObject",
    resource: "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/x",
    of: FOREIGN,
    expect: true,
  },
  {
    what: "a document of AWS",
    service: "ssm",
    action: "ssm:GetDocument",
    resource: "arn:aws:ssm:eu-west-1::document/AWS-RunPatchBaseline",
    by: OWN,
    of: FOREIGN,
    expect: true,
  },
  {
    what: "a document of somebody else",
    service: "ssm",
    action: "ssm:GetDocument",
    resource: "arn:aws:ssm:eu-west-1:999999999999:document/AWS-Like",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "a parameter of AWS, by a key of an attacker",
    service: "ssm",
    action: "ssm:GetParameter",
    resource: "arn:aws:ssm:eu-west-1::parameter/aws/service/ami",
    by: FOREIGN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "a token for an own role",
    service: "sts",
    action: "sts:AssumeRoleWithWebIdentity",
    resource: "arn:aws:iam::222222222222:role/web",
    of: OWN,
    expect: true,
  },
  {
    what: "a token for a role elsewhere",
    service: "sts",
    action: "sts:AssumeRoleWithWebIdentity",
    resource: "arn:aws:iam::999999999999:role/web",
    of: FOREIGN,
    expect: false,
  },
  {
    what: "an own role goes to a role elsewhere",
    service: "sts",
    action: "sts:AssumeRole",
    resource: "arn:aws:iam::999999999999:role/web",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "an own key",
    service: "kms",
    action: "kms:Decrypt",
    resource: "arn:aws:kms:eu-west-1:222222222222:key/x",
    by: OWN,
    of: OWN,
    expect: true,
  },
  {
    what: "a key elsewhere",
    service: "kms",
    action: "kms:Encrypt",
    resource: "arn:aws:kms:eu-west-1:999999999999:key/x",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
  {
    what: "a queue elsewhere",
    service: "sqs",
    action: "sqs:SendMessage",
    resource: "arn:aws:sqs:eu-west-1:999999999999:queue",
    by: OWN,
    of: FOREIGN,
    expect: false,
  },
];

/** An endpoint's policy alone; who asks may do everything, and whatever it asks for is open. */
function letsThrough({ service, action, resource, by, of }: Row): boolean {
  const text = JSON.stringify(endpointPolicy(service, "eu-west-1"))
    .replaceAll("{{organization:id}}", OWN)
    .replaceAll("{{partition}}", "aws");
  const policy = compilePolicy(JSON.parse(text) as PolicyDocument, "resource", service);
  const keys = {
    "aws:ResourceOrgID": of,
    ...(by === undefined ? {} : { "aws:PrincipalOrgID": by }),
  };
  const decision = decide(
    {
      principal: {
        kind: "session",
        arn: "arn:aws:sts::222222222222:assumed-role/x/y",
        account: "222222222222",
      },
      action,
      resources: [resource === undefined ? NO_RESOURCE : arnPattern(resource)],
      owner: "222222222222",
      context: contextOf(keys, absent),
    },
    { identity: [], resource: policy },
  );
  assert.equal(typeof decision, "boolean");
  return decision === true;
}

describe("policies of VPC endpoints", () => {
  for (const row of ROWS) {
    it(`${row.service}: ${row.what}: ${row.expect ? "through" : "refused"}`, () => {
      assert.equal(letsThrough(row), row.expect);
    });
  }

  it("name the organization in each statement, but for files of AWS by their whole names", () => {
    for (const service of [...GATEWAY_SERVICES, ...INTERFACE_SERVICES]) {
      for (const { Sid, Condition, Resource, Action } of endpointPolicy(service, "eu-west-1")
        .Statement) {
        if (JSON.stringify(Condition ?? {}).includes("{{organization:id}}")) continue;
        const expected =
          Sid === "AnswersToCloudFormation"
            ? ["s3", "AnswersToCloudFormation", "s3:PutObject"]
            : ["s3", "FilesOfAws", "s3:GetObject"];
        assert.deepEqual([service, Sid, Action], expected);
        for (const arn of [Resource ?? "*"].flat()) assert.match(arn, /^[^*]+:::[^*]+\/\*$/);
      }
    }
  });
});
