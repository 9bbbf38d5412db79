import assert from "node:assert/strict";
import type { Actions } from "../../access/actions";
import { accessDiff, DANGERS, type AccessChange, type AccessDiff } from "../../access/diff";
import { managedPolicyNames } from "../../access/world/documents";
import { worldOf, type World } from "../../access/world/world";
import type { AccessPlan } from "../../access/world/accounts";
import { loadActions, loadManagedPolicies } from "../../reference-data";
import { EXAMPLE, ORGANIZATION, planOf } from "../stacks";
import { facts, has, turned, unique } from "./access-changes";

/** Some services are enough, and take a tenth of the time. */
const SERVICES = ["dynamodb", "ec2", "iam", "kms", "logs", "s3", "sts"];

const ADA = "functions: [operations, developer]";

describe("what access two worlds give differently", () => {
  let actions: Actions;

  before(async () => {
    actions = await loadActions(SERVICES);
  });

  function world(plan: AccessPlan): World {
    return worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), actions);
  }

  /** Made once for each text, so that what its roles permit is decided once. */
  const worlds = new Map<string, World>();
  function worldOfText(text: string): World {
    let made = worlds.get(text);
    if (!made) worlds.set(text, (made = world(planOf(text))));
    return made;
  }

  function diff(base: string, head: string): AccessDiff {
    return accessDiff(worldOfText(base), worldOfText(head));
  }

  /** The other way around, everything is the other way around. */
  function both(base: string, head: string): AccessDiff {
    const [there, back] = [diff(base, head), diff(head, base)];
    assert.deepEqual(facts(there.gained), facts(turned(back.lost)));
    assert.deepEqual(facts(there.lost), facts(turned(back.gained)));
    return there;
  }

  const none = { gained: [], lost: [] };

  it("is nothing for the same file, and for one in another order", () => {
    assert.deepEqual(both(EXAMPLE, EXAMPLE), none);
    const lines = EXAMPLE.split("\n");
    const at = lines.findIndex((line) => line.includes("name: ada"));
    const [ada = "", grace = ""] = lines.slice(at, at + 2);
    const swapped = EXAMPLE.replace(`${ada}\n${grace}`, `${grace}\n${ada}`).replace(
      ADA,
      "functions: [developer, operations]",
    );
    assert.notEqual(swapped, EXAMPLE);
    assert.deepEqual(both(EXAMPLE, swapped), none);
  });

  it("is nothing where ids are filled in after the first run", () => {
    const filled = EXAMPLE.replace(
      "type: production }",
      'type: production, id: "222222222222" }',
    ).replace(
      "accounts:",
      '  adopt: true\n  id: o-exampleorg1\n  coreAccounts: { audit: { id: "333333333333" }, access: { id: "444444444444" } }\naccounts:',
    );
    assert.deepEqual(both(EXAMPLE, filled), none);
  });

  it("refuses worlds whose actions differ: what one does not know would look like a loss", async () => {
    const other = await loadActions(["s3"]);
    const plan = planOf(EXAMPLE);
    assert.throws(
      () =>
        accessDiff(
          world(plan),
          worldOf(plan, loadManagedPolicies(managedPolicyNames(plan)), other),
        ),
      /same list of actions/,
    );
  });

  describe("of people", () => {
    it("ada becomes an auditor, too: she reads the logs, and nothing is lost", () => {
      const { gained, lost } = both(
        EXAMPLE,
        EXAMPLE.replace(ADA, "functions: [operations, developer, auditor]"),
      );
      assert.deepEqual(lost, []);
      assert.deepEqual(unique(gained.map(({ kind, names }) => [kind, ...names].join(" "))), [
        "person ada",
      ]);
      const logs = gained.find(({ service, danger }) => service === "s3" && danger === "data");
      assert.deepEqual(logs?.accounts, ["audit"]);
      assert.deepEqual(
        logs.actions.find(({ name }) => name === "s3:GetObject"),
        {
          name: "s3:GetObject",
          before: null,
          after: `the resource is ${["", "config-", "flow-", "access-", "queries-"]
            .map((kind) => `arn:aws:s3:::acme-logs-${kind}<account>/*`)
            .join(" or ")}`,
        },
      );
      const entry = gained.find(({ danger }) => danger === "entry");
      assert.deepEqual(entry?.accounts, ["management", "audit", "network", "access"]);
      assert.deepEqual(entry.types, ["management", "audit", "network", "access"]);
    });

    it("ada becomes an auditor instead: she gains that, and loses what she had", () => {
      const { gained, lost } = both(EXAMPLE, EXAMPLE.replace(ADA, "functions: [auditor]"));
      assert.ok(has(gained, "ada", "audit", "s3:GetObject"));
      assert.ok(has(lost, "ada", "web-staging", "ec2:RunInstances"));
      assert.ok(!has(lost, "ada", "web-production", "ec2:DescribeInstances"), "both may");
    });

    it("grace leaves: she loses all that an auditor has, in the access account, too", () => {
      const gone = EXAMPLE.replace(/ *- \{ name: grace.*\n/, "");
      const { gained, lost } = both(EXAMPLE, gone);
      assert.deepEqual(gained, []);
      assert.ok(lost.every(({ names }) => names.join() === "grace"));
      assert.ok(has(lost, "grace", "access", "iam:GetUser"));
      assert.ok(has(lost, "grace", "audit", "s3:GetObject"));
    });

    it("people whose functions change alike are one change", () => {
      const two = EXAMPLE.replace(
        "[auditor] }",
        "[auditor] }\n    - { name: zoe, functions: [auditor] }",
      );
      const three = `${EXAMPLE}    - { name: zoe, functions: [auditor] }\n    - { name: ben, functions: [auditor] }\n`;
      assert.notEqual(two, EXAMPLE);
      const { gained } = both(EXAMPLE, three);
      assert.deepEqual(unique(gained.map(({ names }) => names.join())), ["zoe,ben"]);
    });

    it("a change of a function and of its people at once is true of both", () => {
      const head = `${EXAMPLE.replace(ADA, "functions: [operations]")}accountTypes: { production: { functions: { operations: observe, developer: power } } }\n`;
      const { gained, lost } = both(EXAMPLE, head);
      assert.ok(has(gained, "developer", "web-production", "ec2:RunInstances"));
      assert.ok(!has(gained, "ada", "web-production", "ec2:RunInstances"));
      assert.ok(has(lost, "operations", "web-production", "ec2:StopInstances"));
      assert.ok(
        has(lost, "ada", "web-production", "ec2:StopInstances"),
        "she had it by operations",
      );
      assert.ok(has(lost, "ada", "web-staging", "dynamodb:GetItem"), "she had it by developer");
    });
  });

  describe("of functions", () => {
    it("a level changes in one type", () => {
      const head = `${EXAMPLE}accountTypes: { production: { functions: { developer: power } } }\n`;
      const { gained } = both(EXAMPLE, head);
      assert.ok(
        gained.every(
          ({ names, accounts }) =>
            `${names.join()} ${accounts.join()}` === "developer web-production",
        ),
      );
      assert.ok(has(gained, "developer", "web-production", "dynamodb:GetItem"));
      const item = gained.find(
        ({ danger, service }) => danger === "data" && service === "dynamodb",
      );
      assert.ok(item?.actions.some(({ name }) => name === "dynamodb:GetItem"));
    });

    it("an older MFA may enter no more: entry is lost, and nothing else changes", () => {
      const head = `${EXAMPLE}functions: { developer: { mfaMaxAgeHours: 1 } }\n`;
      const { gained, lost } = both(EXAMPLE, head);
      assert.deepEqual(gained, []);
      // Each type is an entry of its own: the function's tag may name it.
      assert.deepEqual(
        lost.map(({ danger, accounts, types }) => [danger, accounts, types]),
        [
          ["entry", ["web-production"], ["production"]],
          ["entry", ["web-staging"], ["nonproduction"]],
          ["entry", ["playground"], ["sandbox"]],
        ],
      );
      for (const { actions } of lost) {
        const [{ before, after } = { before: "", after: "" }] = actions;
        assert.match(before ?? "", /aws:MultiFactorAuthAge is less than 43200/);
        assert.match(after ?? "", /aws:MultiFactorAuthAge is less than 3600/);
      }
    });

    it("a new function, and one that goes", () => {
      const head = `${EXAMPLE}functions: { on-call: { permissions: { production: operate } } }\n`;
      const { gained, lost } = both(EXAMPLE, head);
      assert.deepEqual(lost, []);
      assert.ok(has(gained, "on-call", "web-production", "ec2:RebootInstances"));
      assert.ok(gained.every(({ names }) => names.join() === "on-call"));
    });
  });

  describe("of accounts", () => {
    const add = (line: string): string =>
      EXAMPLE.replace("\naccess:", `\n  - { ${line} }\naccess:`);

    it("one more, and one less", () => {
      const { gained, lost } = both(EXAMPLE, add("name: shop, type: production"));
      assert.deepEqual(lost, []);
      assert.deepEqual(unique(gained.flatMap(({ accounts }) => accounts)), ["shop"]);
      assert.deepEqual(unique(gained.flatMap(({ names }) => names)), [
        "operations",
        "developer",
        "auditor",
        "network",
        "AWS's own services, as forward-events",
        "AWS's own services, as recorder",
        "AWS's own services, as baseline",
      ]);
    });

    it("another name is no other account, in whichever direction", () => {
      const renamed = EXAMPLE.replace("name: documents", "name: papers, formerNames: [documents]");
      assert.deepEqual(both(EXAMPLE, renamed), none);
      const again = EXAMPLE.replace("name: documents", "name: files, formerNames: [documents]");
      assert.deepEqual(both(renamed, again), none, "both were called documents");
    });

    it("a former name that another account has now is another account", () => {
      const base = EXAMPLE.replace("name: documents", "name: papers, formerNames: [documents]");
      const head = add("name: papers, type: storage");
      const { gained } = both(base, head);
      assert.ok(has(gained, "operations", "documents", "s3:PutBucketPolicy"));
      assert.ok(!has(gained, "operations", "papers", "s3:PutBucketPolicy"));
    });

    it("the same name with another id is another account", () => {
      const withId = (id: string): string =>
        EXAMPLE.replace(
          "name: documents, type: storage",
          `name: documents, type: storage, id: "${id}"`,
        );
      const { gained, lost } = both(withId("222222222222"), withId("333333333333"));
      assert.ok(has(gained, "operations", "documents (333333333333)", "s3:PutBucketPolicy"));
      assert.ok(has(lost, "operations", "documents (222222222222)", "s3:PutBucketPolicy"));
    });

    it("a core account with another name is the same", () => {
      const head = EXAMPLE.replace(
        "accounts:",
        "  coreAccounts: { audit: { name: log-archive } }\naccounts:",
      );
      assert.deepEqual(both(EXAMPLE, head), none);
    });

    it("another type: what both types allow stays", () => {
      const head = EXAMPLE.replace("documents, type: storage", "documents, type: production");
      const { gained, lost } = both(EXAMPLE, head);
      assert.ok(has(gained, "developer", "documents", "logs:GetLogEvents"));
      assert.ok(has(lost, "operations", "documents", "s3:PutBucketPolicy"));
      assert.ok(!has(gained, "auditor", "documents", "s3:ListAllMyBuckets"));
      assert.deepEqual(unique(lost.flatMap(({ types }) => types)), ["storage"]);
      assert.deepEqual(unique(gained.flatMap(({ types }) => types)), ["production"]);
    });

    it("one that waits in the staging unit has no roles", () => {
      const head = EXAMPLE.replace("type: storage }", "type: storage, lifecycle: moving }");
      const { gained, lost } = both(EXAMPLE, head);
      assert.deepEqual(gained, []);
      assert.deepEqual(unique(lost.flatMap(({ accounts }) => accounts)), ["documents"]);
    });

    it("accounts of all types stand in the order of the plan", () => {
      const head = `${EXAMPLE}    - { name: zoe, functions: [auditor] }\n`;
      const { gained } = both(EXAMPLE, head);
      const everywhere = gained.find(({ service }) => service === "ec2");
      assert.deepEqual(everywhere?.accounts, [
        "management",
        "audit",
        "network",
        "web-production",
        "web-staging",
        "playground",
      ]);
    });
  });

  describe("of permission levels", () => {
    const level = (statement: string, more = ""): string => `${ORGANIZATION}accounts:
  - { name: one, type: own, id: "222222222222" }
  - { name: two, type: own, id: "333333333333" }
accountTypes: { own: { functions: { developer: own, auditor: none } } }
permissions: { own: { statements: [${statement}]${more} } }
`;
    const get = (rest: string): string => level(`{ Action: "s3:GetObject", ${rest} }`);
    const changes = (base: string, head: string): unknown => {
      const { gained, lost } = both(base, head);
      const of = (all: readonly AccessChange[]) =>
        all.flatMap(({ accounts, actions: list }) =>
          list.map(({ name, before, after }) => [accounts.join(), name, before, after]),
        );
      return { gained: of(gained), lost: of(lost) };
    };

    it("a resource narrows, and widens", () => {
      const wide = get('Resource: "arn:aws:s3:::a*"');
      const narrow = get('Resource: "arn:aws:s3:::a/b/*"');
      assert.deepEqual(changes(wide, narrow), {
        gained: [],
        lost: [
          [
            "one,two",
            "s3:GetObject",
            "the resource is arn:aws:s3:::a*",
            "the resource is arn:aws:s3:::a/b/*",
          ],
        ],
      });
    });

    it("neither contains the other: something is gained, and something lost", () => {
      const change = [
        "one,two",
        "s3:GetObject",
        "the resource is arn:aws:s3:::a/*",
        "the resource is arn:aws:s3:::b/*",
      ];
      assert.deepEqual(
        changes(get('Resource: "arn:aws:s3:::a/*"'), get('Resource: "arn:aws:s3:::b/*"')),
        { gained: [change], lost: [change] },
      );
    });

    it("a condition comes, or changes", () => {
      const free = get('Resource: "*"');
      const bound = (region: string): string =>
        get(`Resource: "*", Condition: { StringEquals: { "aws:RequestedRegion": ${region} } }`);
      assert.deepEqual(changes(free, bound("eu-west-1")), {
        gained: [],
        lost: [["one,two", "s3:GetObject", "", "aws:RequestedRegion is eu-west-1"]],
      });
      assert.deepEqual(changes(bound("eu-west-1"), bound("[eu-west-1, eu-west-2]")), {
        gained: [
          [
            "one,two",
            "s3:GetObject",
            "aws:RequestedRegion is eu-west-1",
            "aws:RequestedRegion is eu-west-1 or eu-west-2",
          ],
        ],
        lost: [],
      });
    });

    it("the same in other words is no change", () => {
      const one = get('Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]');
      const two = level(
        '{ Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }, { Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/*"] }',
      );
      assert.deepEqual(changes(one, two), none);
      const tables = (resource: string): string =>
        level(`{ Action: "dynamodb:GetItem", Resource: "${resource}" }`);
      assert.deepEqual(changes(tables("*"), tables("arn:aws:dynamodb:*:*:table/*")), none);
    });

    it("operators that read alike are told apart", () => {
      const like = (operator: string): string =>
        get(`Resource: "*", Condition: { ${operator}: { "aws:SourceArn": "arn:aws:s3:::a*" } }`);
      const { gained, lost } = changes(like("StringLike"), like("ArnLike")) as Record<
        string,
        readonly (readonly string[])[]
      >;
      const all = [...(gained ?? []), ...(lost ?? [])];
      assert.notEqual(all.length, 0);
      for (const [, , before, after] of all) {
        assert.match(before ?? "", /StringLike/);
        assert.match(after ?? "", /ArnLike/);
      }
    });

    it("a deny takes away", () => {
      const more = ', deny: [{ Action: "s3:Get*", Resource: "arn:aws:s3:::secret/*" }]';
      const allow = '{ Action: "s3:GetObject", Resource: "*" }';
      assert.deepEqual(changes(level(allow), level(allow, more)), {
        gained: [],
        lost: [["one,two", "s3:GetObject", "", "the resource is not arn:aws:s3:::secret/*"]],
      });
    });

    it("an account that a document names is decided by itself", () => {
      const only = (id: string): string =>
        get(`Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": "${id}" } }`);
      assert.deepEqual(changes(only("222222222222"), only("333333333333")), {
        gained: [["two", "s3:GetObject", null, ""]],
        lost: [["one", "s3:GetObject", "", null]],
      });
    });
  });

  describe("of documents that another version of the program made", () => {
    const plan = planOf(EXAMPLE);
    const weaker = (change: (text: string) => string): AccessPlan => {
      const text = JSON.stringify(plan);
      const changed = change(text);
      assert.notEqual(changed, text);
      return JSON.parse(changed) as AccessPlan;
    };
    const gains = (head: AccessPlan): AccessDiff => {
      const [before, after] = [world(plan), world(head)];
      const there = accessDiff(before, after);
      const back = accessDiff(after, before);
      assert.deepEqual(facts(there.gained), facts(turned(back.lost)));
      assert.deepEqual(facts(there.lost), facts(turned(back.gained)));
      return there;
    };

    it("a trust without MFA", () => {
      const { gained } = gains(
        weaker((text) => text.replaceAll('"Bool":{"aws:MultiFactorAuthPresent":"true"},', "")),
      );
      assert.ok(gained.some(({ danger }) => danger === "entry"));
    });

    it("a trust without the function's tag", () => {
      const { gained } = gains(
        weaker((text) =>
          text.replaceAll(/,"StringLike":\{"aws:PrincipalTag\/operations":\[[^\]]*\]\}/g, ""),
        ),
      );
      assert.deepEqual(
        gained.map(({ danger, accounts }) => [danger, accounts]),
        [
          ["entry", ["web-production"]],
          ["entry", ["web-staging"]],
          ["entry", ["documents"]],
        ],
      );
      for (const { actions } of gained) {
        assert.match(
          actions[0]?.before ?? "",
          /aws:PrincipalTag\/operations is like true or \*\/[a-z]+\/\* or \*\/<account>\/\*/,
        );
        assert.doesNotMatch(actions[0]?.after ?? "", /PrincipalTag/);
      }
    });

    it("a trust of everybody lets in somebody outside", () => {
      const { gained } = gains(
        weaker((text) =>
          text
            .replace('{"AWS":"arn:{{partition}}:iam::{{account:access}}:root"}', '"*"')
            .replace(
              /"Condition":\{"ArnLike":\{"aws:PrincipalArn":"[^"]*"\},"Bool":\{[^}]*\},"NumericLessThan":\{[^}]*\},"StringEquals":\{"sts:RoleSessionName":"[^"]*"\},"StringLike":\{"[^"]*":\[[^\]]*\]\}\}/,
              '"Condition":{}',
            ),
        ),
      );
      const others = gained.filter(({ kind }) => kind === "others");
      assert.ok(
        others.some(({ names }) =>
          names.join().startsWith("somebody outside the organization, as "),
        ),
        JSON.stringify(gained),
      );
    });

    it("a role that nobody can enter any more gives nothing", () => {
      const { lost } = gains(
        weaker((text) =>
          text.replaceAll('"aws:PrincipalTag/auditor":', '"aws:PrincipalTag/nobody":'),
        ),
      );
      assert.ok(has(lost, "auditor", "audit", "s3:GetObject"));
      assert.ok(lost.some(({ danger, names }) => danger === "entry" && names.join() === "auditor"));
    });

    it("everybody may do more to users", () => {
      const { gained } = gains(
        weaker((text) =>
          text.replace('"iam:ChangePassword"', '"iam:ChangePassword","iam:CreateUser"'),
        ),
      );
      const [change] = gained.filter(({ kind }) => kind === "everybody");
      assert.deepEqual(change?.accounts, ["access"]);
      assert.deepEqual(
        change.actions.map(({ name }) => name),
        ["iam:CreateUser"],
      );
      assert.match(change.actions[0]?.after ?? "", /user\/people\/\$\{aws:username\}/);
    });

    it("the group of a function may do more", () => {
      const { gained } = gains(
        weaker((text) => text.replace("role/landing-zone/developer", "role/landing-zone/*")),
      );
      assert.deepEqual(unique(gained.map(({ kind, names }) => `${kind} ${names.join()}`)), [
        "function developer",
      ]);
      assert.ok(has(gained, "developer", "access", "sts:AssumeRole"));
    });

    it("the log bucket is open", () => {
      const { gained } = gains(
        weaker((text) =>
          text.replace(
            '"bucketPolicy":{"Version":"2012-10-17","Statement":[',
            '"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"},',
          ),
        ),
      );
      assert.ok(has(gained, "somebody outside the organization", "audit", "s3:GetObject"));
    });
  });

  it("comes in the order of danger, and writes are never taken for reads of data", async () => {
    actions = await loadActions();
    worlds.clear();
    const head = `${EXAMPLE}functions: { on-call: { permissions: { production: administer } } }\n`;
    const { gained } = diff(EXAMPLE, head);
    const dangers = gained.map(({ danger }) => DANGERS.indexOf(danger));
    assert.deepEqual(
      dangers,
      [...dangers].sort((a, b) => a - b),
    );
    const data = gained.filter(({ danger }) => danger === "data");
    for (const { name } of data.flatMap((change) => change.actions)) {
      const level = actions.find(name)?.level ?? "";
      assert.ok(["read", "list"].includes(level), `${name}: ${level}`);
    }
    assert.ok(data.some(({ service }) => service === "secretsmanager"));
  });
});
