import assert from "node:assert/strict";
import {
  continuityRefusals,
  importsOf,
  readPrevious,
  type Previous,
  type PreviousAccount,
} from "../../model/continuity";
import { ORGANIZATION, planOf } from "../stacks";

const CORE: readonly PreviousAccount[] = ["management", "audit", "network", "access"].map(
  (type, i) => ({ name: type, type, id: String(i + 1).repeat(12), lifecycle: "active" }),
);

/** `web production 555555555555 active` as the last run left it; ids are one digit, twelve times. */
function left(stamping: string, ...accounts: readonly string[]): Previous {
  const leaves = accounts.map((text): PreviousAccount => {
    const [name = "", type = "", digit = "", lifecycle = "active"] = text.split(" ");
    return { name, type, id: digit.repeat(12), lifecycle };
  });
  return { stamping, accounts: [...CORE, ...leaves] };
}

/** A stack file with these accounts, in flow style, and what follows them. */
const file = (accounts: readonly string[], more = ""): string =>
  `${ORGANIZATION}accounts: [${accounts.map((text) => `{ ${text} }`).join(", ")}]\n${more}`;

const id = (digit: number): string => `id: "${String(digit).repeat(12)}"`;

interface Case {
  readonly name: string;
  readonly before: Previous;
  readonly after: string;
  /** One for each refusal, in order; none where the run may go on. */
  readonly refused: readonly RegExp[];
}

const web = "name: web, type: production";
const was = (lifecycle: string): Previous => left("stackset", `web production 5 ${lifecycle}`);

const inUnit = (unit: string): Previous => {
  const { accounts, ...rest } = was("active");
  return { ...rest, accounts: accounts.map((a) => (a.name === "web" ? { ...a, unit } : a)) };
};

const cases: readonly Case[] = [
  {
    name: "an account stays in its unit",
    before: inUnit("workloads/production"),
    after: file([web]),
    refused: [],
  },
  {
    name: "the unit of a type changes under an account",
    before: inUnit("prod"),
    after: file([web]),
    refused: [
      /^the unit of the account web \(5{12}\) changes from prod to workloads\/production.*moving/,
    ],
  },
  {
    name: "the unit of a type changes, stamping by providers",
    before: { ...inUnit("prod"), stamping: "provider" },
    after: file([web], "access: { stamping: provider }\n"),
    refused: [],
  },
  {
    name: "an account waits in the staging unit while its type's unit changes",
    before: inUnit("prod"),
    after: file([`${web}, lifecycle: moving`]),
    refused: [],
  },
  { name: "nothing changes", before: was("active"), after: file([web]), refused: [] },
  {
    name: "an account is new",
    before: was("active"),
    after: file([web, "name: new, type: sandbox"]),
    refused: [],
  },
  {
    name: "an account vanishes",
    before: was("active"),
    after: file([]),
    refused: [/^the account web \(5{12}\) is no longer in the file.*formerNames: \[web\].*leaving/],
  },
  {
    name: "a leaving account vanishes",
    before: was("leaving"),
    after: file([]),
    refused: [/no longer in the file/],
  },
  { name: "a left account vanishes", before: was("left"), after: file([]), refused: [] },
  { name: "a closed account vanishes", before: was("closed"), after: file([]), refused: [] },
  {
    name: "an account is renamed",
    before: was("active"),
    after: file(["name: shop, type: production, formerNames: [web]"]),
    refused: [],
  },
  {
    name: "an account is renamed after it was renamed",
    before: left("stackset", "shop production 5"),
    after: file(["name: store, type: production, formerNames: [web, shop]"]),
    refused: [],
  },
  {
    name: "an account gets its first name back",
    before: left("stackset", "shop production 5"),
    after: file(["name: web, type: production, formerNames: [shop]"]),
    refused: [],
  },
  {
    name: "an account is renamed without its former name",
    before: was("active"),
    after: file(["name: shop, type: production"]),
    refused: [/no longer in the file/],
  },
  {
    name: "an account is renamed with its id instead of its former name",
    before: was("active"),
    after: file([`name: shop, type: production, ${id(5)}`]),
    refused: [/no longer in the file/],
  },
  {
    name: "an account's own id is written down",
    before: was("active"),
    after: file([`${web}, ${id(5)}`]),
    refused: [],
  },
  {
    name: "an account gets another id",
    before: was("active"),
    after: file([`${web}, ${id(6)}`]),
    refused: [/^the account web has the id 5{12}, but the file says 6{12}\. Take the id out/],
  },
  {
    name: "two accounts swap their ids",
    before: left("stackset", "web production 5", "documents storage 6"),
    after: file([`${web}, ${id(6)}`, `name: documents, type: storage, ${id(5)}`]),
    // Each is refused as a change of id, and as an import of what the other one is.
    refused: [
      /web has the id 5{12}/,
      /documents has the id 6{12}/,
      /which is that of/,
      /which is that of/,
    ],
  },
  {
    name: "another entry takes the id of an account that stays",
    before: was("active"),
    after: file([web, `name: shop, type: production, ${id(5)}`]),
    refused: [/^the account shop has the id 5{12} in the file, which is that of web\./],
  },
  {
    name: "another entry takes the id of a core account",
    before: was("active"),
    after: file([web, `name: shop, type: production, ${id(2)}`]),
    refused: [/^the account shop has the id 2{12} in the file, which is that of audit\./],
  },
  {
    name: "a core account takes the id of a leaf account that stays",
    before: was("active"),
    after: `${ORGANIZATION}  adopt: true\n  id: o-abcdefghij\n  coreAccounts: { audit: { ${id(5)} } }\naccounts: [{ ${web} }]\n`,
    refused: [/^the account audit has the id 2{12}, but/, /^the account audit has the id 5{12} in/],
  },
  {
    name: "an account goes on as another one that exists",
    before: left("stackset", "web production 5", "shop production 6"),
    after: file(["name: shop, type: production, formerNames: [web]"]),
    refused: [
      /^the account web \(5{12}\) is no longer in the file but for formerNames of shop.*6{12}/,
    ],
  },
  {
    name: "two accounts go on as a third, new one",
    before: left("stackset", "web production 5", "shop production 6"),
    after: file(["name: store, type: production, formerNames: [web, shop]"]),
    refused: [/^the account shop \(6{12}\) is no longer in the file but for formerNames of store/],
  },
  {
    name: "an account that exists goes on as a record of one that left",
    before: left("stackset", "web production 5 leaving", "shop production 6 left"),
    after: file(["name: shop, type: production, lifecycle: left, formerNames: [web]"]),
    refused: [/^the account web \(5{12}\) is no longer in the file but for formerNames of shop/],
  },
  {
    name: "a record gives its name to the former names of another account",
    before: left("stackset", "web production 5 left", "shop production 6"),
    after: file(["name: shop, type: production, formerNames: [web]"]),
    refused: [],
  },
  ...(["active", "moving", "leaving", "quarantined", "leaving-quarantine"] as const).map(
    (lifecycle) => ({
      name: `active becomes ${lifecycle}`,
      before: was("active"),
      after: file([`${web}, lifecycle: ${lifecycle}`]),
      refused: [],
    }),
  ),
  ...(["active", "moving", "leaving-quarantine"] as const).map((lifecycle) => ({
    name: `quarantined becomes ${lifecycle}`,
    before: was("quarantined"),
    after: file([`${web}, lifecycle: ${lifecycle}`]),
    refused: [],
  })),
  {
    name: "quarantined becomes leaving, which is back in its unit",
    before: was("quarantined"),
    after: file([`${web}, lifecycle: leaving`]),
    refused: [
      /^the account web \(5{12}\) is in quarantine, and lifecycle: leaving .*Write lifecycle: leaving-quarantine; or write lifecycle: active and run/,
    ],
  },
  {
    name: "leaving-quarantine becomes leaving, which is back in its unit",
    before: was("leaving-quarantine"),
    after: file([`${web}, lifecycle: leaving`]),
    refused: [/^the account web \(5{12}\) is in quarantine, and lifecycle: leaving would take/],
  },
  ...(["active", "quarantined"] as const).map((lifecycle) => ({
    name: `leaving-quarantine becomes ${lifecycle} again`,
    before: was("leaving-quarantine"),
    after: file([`${web}, lifecycle: ${lifecycle}`]),
    refused: [],
  })),
  {
    name: "leaving becomes leaving-quarantine",
    before: was("leaving"),
    after: file([`${web}, lifecycle: leaving-quarantine`]),
    refused: [],
  },
  {
    name: "a type changes in quarantine, where there are no roles",
    before: was("quarantined"),
    after: file(["name: web, type: sandbox, lifecycle: quarantined"]),
    refused: [],
  },
  {
    name: "a type changes on the way out of quarantine",
    before: was("quarantined"),
    after: file(["name: web, type: sandbox"]),
    refused: [],
  },
  {
    name: "an account in quarantine vanishes",
    before: was("quarantined"),
    after: file([]),
    refused: [/^the account web \(5{12}\) is no longer in the file/],
  },
  {
    name: "an account goes from its unit into the quarantine unit",
    before: inUnit("workloads/production"),
    after: file([`${web}, lifecycle: quarantined`]),
    refused: [],
  },
  ...["left", "closed"].flatMap((gone): readonly Case[] => [
    ...["active", "moving"].map((lifecycle) => ({
      name: `${lifecycle} becomes ${gone} at once`,
      before: was(lifecycle),
      after: file([`${web}, lifecycle: ${gone}`]),
      refused: [
        new RegExp(
          `^the account web \\(5{12}\\) is ${lifecycle} and cannot become ${gone} at once`,
        ),
      ],
    })),
    {
      name: `quarantined becomes ${gone} at once`,
      before: was("quarantined"),
      after: file([`${web}, lifecycle: ${gone}`]),
      refused: [
        new RegExp(
          `web \\(5{12}\\) is quarantined and cannot become ${gone} at once. Write lifecycle: leaving-quarantine, run, then write lifecycle: ${gone}`,
        ),
      ],
    },
    ...["leaving", "leaving-quarantine"].map((lifecycle) => ({
      name: `${lifecycle} becomes ${gone}`,
      before: was(lifecycle),
      after: file([`${web}, lifecycle: ${gone}`]),
      refused: [],
    })),
    {
      name: `leaving becomes ${gone} under another name`,
      before: was("leaving"),
      after: file([`name: shop, type: production, formerNames: [web], lifecycle: ${gone}`]),
      refused: [],
    },
    ...["active", "moving", "leaving", "quarantined", "leaving-quarantine"].map((lifecycle) => ({
      name: `${gone} becomes ${lifecycle}`,
      before: was(gone),
      after: file([`${web}, lifecycle: ${lifecycle}`]),
      refused: [new RegExp(`is ${gone}, but the file says ${lifecycle}\\. To bring it back`)],
    })),
    {
      name: `${gone} comes back under a new name`,
      before: was(gone),
      after: file([`${web}, lifecycle: ${gone}`, `name: shop, type: production, ${id(5)}`]),
      refused: [],
    },
    {
      name: `${gone} comes back by a former name`,
      before: was(gone),
      after: file(["name: shop, type: production, formerNames: [web]"]),
      refused: [/To bring it back, add it under a new name with id: "5{12}"/],
    },
  ]),
  {
    name: "leaving becomes active again",
    before: was("leaving"),
    after: file([web]),
    refused: [],
  },
  {
    name: "left becomes closed",
    before: was("left"),
    after: file([`${web}, lifecycle: closed`]),
    refused: [],
  },
  {
    name: "a record is new",
    before: left("stackset"),
    after: file([`${web}, lifecycle: left`]),
    refused: [],
  },
  {
    name: "a type changes at once",
    before: was("active"),
    after: file(["name: web, type: sandbox"]),
    refused: [
      /changes from type production to sandbox.*Write lifecycle: moving with type: production/,
    ],
  },
  {
    name: "a type changes with a new name",
    before: was("active"),
    after: file(["name: shop, type: sandbox, formerNames: [web]"]),
    refused: [/^the account shop .* changes from type production to sandbox/],
  },
  {
    name: "a type changes after moving",
    before: was("moving"),
    after: file(["name: web, type: sandbox"]),
    refused: [],
  },
  {
    name: "a record's type changes",
    before: was("left"),
    after: file(["name: web, type: sandbox, lifecycle: left"]),
    refused: [],
  },
  ...["none", "provider"].map((stamping) => ({
    name: `a type changes with stamping: ${stamping}`,
    before: left(stamping, "web production 5"),
    after: file(["name: web, type: sandbox"], `access: { stamping: ${stamping} }\n`),
    refused: [],
  })),
  ...["stackset", "provider", "none"].flatMap((from) =>
    ["stackset", "provider", "none"].map((to) => ({
      name: `stamping goes from ${from} to ${to}`,
      before: left(from, "web production 5"),
      after: file([web], `access: { stamping: ${to} }\n`),
      refused:
        from === to || from === "none" || to === "none"
          ? []
          : [new RegExp(`from ${from} to ${to}.*Write stamping: none, run`)],
    })),
  ),
  {
    name: "a core account is renamed",
    before: was("active"),
    after: `${ORGANIZATION}  coreAccounts: { audit: { name: security } }\naccounts: [{ ${web} }]\n`,
    refused: [],
  },
  {
    name: "a renamed core account gets its own name back, and a leaf account its name",
    before: {
      stamping: "stackset",
      accounts: CORE.map((account) =>
        account.type === "audit" ? { ...account, name: "security" } : account,
      ),
    },
    after: file(["name: security, type: production"]),
    refused: [],
  },
  {
    name: "the management account is another one",
    before: was("active"),
    after: file([web]).replace("1".repeat(12), "9".repeat(12)),
    refused: [/^the account management has the id 1{12}.*Write managementAccountId: "1{12}"/],
  },
  {
    name: "everything goes wrong at once",
    before: left("provider", "web production 5", "shop production 6"),
    after: file([`name: shop, type: production, ${id(7)}`]),
    refused: [/stamping changes/, /web .* no longer/, /shop has the id 6{12}/],
  },
];

describe("continuity", () => {
  for (const { name, before, after, refused } of cases) {
    it(`${refused.length > 0 ? "refuses" : "permits"}: ${name}`, () => {
      const refusals = continuityRefusals(planOf(after), before);
      assert.equal(refusals.length, refused.length, refusals.join("\n"));
      for (const [index, pattern] of refused.entries())
        assert.match(refusals[index] ?? "", pattern);
    });
  }

  it("says the same name once for each account of a copied file", () => {
    const refusals = continuityRefusals(
      planOf(file(["name: other, type: sandbox"])),
      left("stackset", "web production 5", "shop production 6"),
    );
    assert.equal(refusals.length, 2);
  });
});

describe("importsOf", () => {
  const adopting = `${ORGANIZATION}  adopt: true\n  id: o-abcdefghij\n  coreAccounts: { audit: { ${id(2)} } }\n`;
  const accounts = (text: string, previous: Previous | undefined): readonly string[] => [
    ...importsOf(planOf(text), previous).accounts,
  ];

  it("takes everything that has an id on the first run", () => {
    const text = `${adopting}accounts: [{ ${web}, ${id(5)} }, { name: new, type: sandbox }]\n`;
    assert.deepEqual(importsOf(planOf(text), undefined), {
      organization: true,
      accounts: new Set(["audit", "web"]),
    });
  });

  it("takes nothing twice", () => {
    const text = `${adopting}accounts: [{ ${web}, ${id(5)} }]\n`;
    const imports = importsOf(planOf(text), was("active"));
    assert.deepEqual(imports, { organization: false, accounts: new Set() });
  });

  it("takes no organization that it makes", () => {
    assert.equal(importsOf(planOf(ORGANIZATION), undefined).organization, false);
  });

  const cases: readonly (readonly [string, string, Previous, readonly string[]])[] = [
    ["an account that is invited later", file([`${web}, ${id(5)}`]), left("stackset"), ["web"]],
    [
      "no account that is renamed",
      file([`name: shop, type: production, formerNames: [web], ${id(5)}`]),
      was("active"),
      [],
    ],
    ["no account that gets its id written down", file([`${web}, ${id(5)}`]), was("active"), []],
    ["no account that is gone", file([`${web}, ${id(5)}, lifecycle: left`]), was("leaving"), []],
    [
      "an account that comes back",
      file([`${web}, lifecycle: left`, `name: shop, type: production, ${id(5)}`]),
      was("left"),
      ["shop"],
    ],
  ];
  for (const [name, text, previous, expected] of cases) {
    it(`takes ${name}`, () => {
      assert.deepEqual(accounts(text, previous), expected);
    });
  }
});

describe("readPrevious", () => {
  const account = { name: "web", id: "555555555555", type: "production", lifecycle: "active" };

  it("knows no run that never ended", () => {
    assert.equal(readPrevious({ accounts: undefined, stamping: undefined }), undefined);
  });

  it("reads what a run left", () => {
    assert.deepEqual(readPrevious({ accounts: [account], stamping: "stackset" }), {
      accounts: [account],
      stamping: "stackset",
    });
  });

  it("takes an unknown way of stamping for none", () => {
    assert.equal(readPrevious({ accounts: [], stamping: 5 })?.stamping, "none");
  });

  const wrong: readonly unknown[] = [
    null,
    {},
    "web",
    [null],
    ["web"],
    [{ ...account, id: 5 }],
    [{ name: "web", id: "5", type: "production" }],
  ];
  for (const accounts of wrong) {
    it(`refuses ${JSON.stringify(accounts)}`, () => {
      assert.throws(() => readPrevious({ accounts, stamping: "none" }), /is not a list of/);
    });
  }
});
