import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { INVENTORY } from "../../model/inventory";
import { REQUIREMENTS } from "../../model/inventory/requirements";
import { inventoryPage } from "../../report/inventory-page";
import { MODES } from "../modes";
import { planOf } from "../stacks";
import type { Registration } from "./registrations";
import { registrationsOfText } from "./whole-program";

/** Stack files that together make every kind of resource that there is. */
const RICHEST = [
  MODES["iam-users"],
  MODES["all that there is"],
  MODES["partners by providers"],
  MODES["every part"],
];

const CORE = ["management", "audit", "network", "access"];

/** The account in which something is made, by its provider; what has none calls from management. */
function accountOf({ provider }: Registration): string {
  if (provider === "" || provider === "management-native") return "management";
  return CORE.includes(provider) ? provider : "leaf";
}

/** CloudFormation's types in a template. */
function typesIn(body: string): readonly string[] {
  const { Resources } = JSON.parse(body) as {
    readonly Resources: Readonly<Record<string, { readonly Type: string }>>;
  };
  return Object.values(Resources).map(({ Type }) => Type);
}

function stampedBy(text: string): readonly string[] {
  const { types, partners, stackSets } = planOf(text);
  const leaf = [...types, ...partners.flatMap(({ sets }) => sets)];
  return [
    ...leaf.flatMap(({ template }) =>
      template ? typesIn(template.body).map((type) => `leaf ${type}`) : [],
    ),
    ...stackSets.flatMap(({ template }) =>
      typesIn(template.body).map((type) => `every member ${type}`),
    ),
  ];
}

describe("the inventory of resources", function () {
  this.timeout(120_000);
  const made = new Set<string>();

  before(async () => {
    for (const text of RICHEST) {
      for (const one of await registrationsOfText(text)) {
        if (one.custom && !one.type.startsWith("pulumi:"))
          made.add(`${accountOf(one)} ${one.type}`);
      }
      for (const one of stampedBy(text)) made.add(one);
    }
  });

  it("has a row for every type that is made, in each account, and none for another", () => {
    const rows = new Set(INVENTORY.map(({ account, type }) => `${account} ${type}`));
    assert.deepEqual(
      [...made].filter((one) => !rows.has(one)).sort(),
      [],
      "nothing says what these are for",
    );
    assert.deepEqual([...rows].filter((one) => !made.has(one)).sort(), [], "nothing makes these");
  });

  it("says nothing twice", () => {
    const keys = INVENTORY.map(({ account, type, what }) => `${account} ${type} ${what}`);
    assert.deepEqual(
      keys.filter((key, i) => keys.indexOf(key) !== i),
      [],
    );
  });

  it("names requirements that there are, and leaves none without a resource", () => {
    const served = new Set(INVENTORY.flatMap(({ serves }) => serves));
    for (const { account, type, serves } of INVENTORY) {
      assert.notDeepEqual(serves, [], `${account} ${type}`);
    }
    assert.deepEqual(
      [...served].filter((id) => !Object.hasOwn(REQUIREMENTS, id)),
      [],
    );
    // Who holds which root key is an arrangement of people; no resource of AWS is about it.
    const ofPeople = ["D1", "E1", "E2", "E3"];
    assert.deepEqual(
      Object.keys(REQUIREMENTS).filter((id) => !served.has(id) && !ofPeople.includes(id)),
      [],
    );
  });

  it("says what it is charged by, of all that costs something whether it is used or not", () => {
    const without = INVENTORY.filter(
      ({ cost, price }) => cost !== "free" && cost !== "by use" && price === undefined,
    );
    assert.deepEqual(
      without.map(({ account, type }) => `${account} ${type}`),
      [],
    );
  });

  it("is in docs/resources.md, as npm run inventory writes it", () => {
    const page = readFileSync(resolve(__dirname, "../../docs/resources.md"), "utf8");
    assert.equal(page, inventoryPage(INVENTORY, REQUIREMENTS));
  });
});
