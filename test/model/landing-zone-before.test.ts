import assert from "node:assert/strict";
import { landingZoneBefore } from "../../model/landing-zone-before";
import { planRecord } from "../../model/plan-record";
import { policiesOn } from "../../model/policies-on";
import { serviceRoles, serviceRolesIn } from "../../model/service-roles";
import { settingCalls } from "../../iam/baseline/settings";
import { planOf, stackText } from "../stacks";

describe("what there is before a landing zone", () => {
  const record = planRecord(planOf(stackText("enterprise")));
  const before = landingZoneBefore(record);

  it("core accounts, and nobody in them", () => {
    assert.deepEqual(
      before.accounts.map(({ type }) => type),
      ["management", "audit", "network", "access"],
    );
    assert.deepEqual([before.roles, before.people.users, before.people.groups], [[], [], []]);
    assert.deepEqual(before.people.policy, record.people.policy);
    assert.deepEqual([before.guardrails, before.exceptions], [[], []]);
  });

  it("no role by which AWS's services work, in any account", () => {
    assert.ok(serviceRoles(record).length > 0);
    assert.deepEqual(serviceRoles(before), []);
    for (const account of record.accounts) {
      assert.deepEqual(serviceRolesIn(before, account), [], account.name);
    }
    for (const account of before.accounts) {
      assert.ok(serviceRolesIn(record, account).length > 0, account.name);
    }
  });

  it("no bus, topic or queue, but the logs", () => {
    const names = (of: typeof record): readonly string[] => policiesOn(of).map(({ name }) => name);
    assert.ok(names(record).includes("hub bus"));
    assert.deepEqual(
      names(before),
      names(record).filter((name) => / bucket$|^log key$/.test(name)),
    );
    assert.deepEqual(before.monitoring.regions, []);
  });

  it("nothing that finds mistakes, no network, no budget, no setting, no StackSet", () => {
    assert.deepEqual(Object.values(before.detection), [null, null, null, null]);
    const { network, management } = before;
    assert.deepEqual(
      [network.vpcs, network.closed, network.flowLogs, network.queryLogs, network.ipam],
      [[], [], null, null, null],
    );
    assert.deepEqual(Object.values(network.transit), [[], [], [], []]);
    assert.deepEqual([management.budgets, management.contacts.own], [[], []]);
    assert.equal(management.rootAccess, false);
    assert.deepEqual(settingCalls(before.baseline.settings), []);
    assert.deepEqual([before.baseline.regions, before.stackSets, before.entry], [[], [], []]);
  });

  it("of a plan's keys, all else is as it will be", () => {
    assert.deepEqual([record.customers, record.entry], [[], []]);
    const same = Object.keys(record).filter(
      (key) =>
        JSON.stringify(Reflect.get(record, key)) === JSON.stringify(Reflect.get(before, key)),
    );
    assert.deepEqual(same.sort(), [
      "boundary",
      "breakGlass",
      "customers",
      "entry",
      "identity",
      "logs",
      "organization",
      "policyLimits",
      "resources",
      "signIns",
      "stamping",
      "units",
      "warnings",
    ]);
  });
});
