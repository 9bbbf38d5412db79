import assert from "node:assert/strict";
import { ownEntries, type Entries } from "../../../report/profiles/entries";
import { edited } from "../../stacks";
import { ACME, homeOf, idsOf, personOf, TODAY } from "./homes";

function entriesIn(text: string, name = "ada", without: readonly string[] = []): Entries {
  const home = homeOf(text, without);
  return ownEntries(home, personOf(home, name), TODAY);
}

/** Each entry as `account function`. */
const words = ({ entries }: Entries): readonly string[] =>
  entries.map(({ account, function: fn }) => `${account.name} ${fn}`);

describe("where a person goes", () => {
  it("every account in which a function has a role", () => {
    assert.deepEqual(words(entriesIn(ACME)), [
      "web-production operations",
      "web-production developer",
      "web-staging operations",
      "web-staging developer",
      "playground developer",
      "documents operations",
    ]);
  });

  it("with limits, the accounts and types that they name", () => {
    const limited = (limits: string): Entries =>
      entriesIn(
        edited(ACME, ["[operations, developer] }", `[operations, developer], ${limits} }`]),
      );
    assert.deepEqual(words(limited("accounts: [documents], types: [sandbox]")), [
      "playground developer",
      "documents operations",
    ]);
    assert.deepEqual(words(limited("types: [production]")), [
      "web-production operations",
      "web-production developer",
    ]);
  });

  it("until the last day, and not after it", () => {
    const until = (day: string): Entries =>
      entriesIn(
        edited(ACME, ["[operations, developer] }", `[operations, developer], until: "${day}" }`]),
      );
    assert.equal(until(TODAY).entries.length, 6);
    const over = until("2026-11-20");
    assert.deepEqual([over.entries, over.withoutId], [[], []]);
    assert.match(over.notes.join(), /ada can do nothing since the end of 2026-11-20/);
  });

  it("not where an account waits, is in quarantine, or is gone", () => {
    for (const lifecycle of ["quarantined", "moving", "leaving-quarantine", "left", "closed"]) {
      const text = edited(ACME, [
        "web-production, type: production }",
        `web-production, type: production, lifecycle: ${lifecycle}, id: "200000000001" }`,
      ]);
      assert.ok(!words(entriesIn(text)).some((one) => one.startsWith("web-production")), lifecycle);
    }
    const leaving = edited(ACME, [
      "web-production, type: production }",
      'web-production, type: production, lifecycle: leaving, id: "200000000001" }',
    ]);
    assert.ok(words(entriesIn(leaving)).includes("web-production operations"));
  });

  it("not where nothing stamps roles, and says so", () => {
    const text = edited(ACME, ["  people:\n", "  stamping: none\n  people:\n"]);
    const { entries, notes } = entriesIn(text, "grace");
    assert.ok(entries.every(({ account }) => account.kind === "core"));
    assert.equal(entries.length, 4);
    assert.match(notes.join(), /access\.stamping is none/);
  });

  it("accounts without id are named, those that do not matter are not", () => {
    const { entries, withoutId } = entriesIn(ACME, "ada", ["documents", "audit", "playground"]);
    assert.deepEqual(withoutId, ["playground", "documents"]);
    assert.equal(entries.length, 4);
  });

  it("the file's id counts before the outputs', which may have an earlier name", () => {
    const text = edited(
      ACME,
      ["web-production,", 'web-production, id: "200000000001",'],
      ["web-staging,", "web-staging, formerNames: [oldest, older],"],
    );
    const ids = new Map([...idsOf(text), ["older", "400000000001"], ["oldest", "400000000002"]]);
    ids.delete("web-staging");
    const home = { ...homeOf(text), ids };
    const found = new Map(
      ownEntries(home, personOf(home, "ada"), TODAY).entries.map(({ account }) => [
        account.name,
        account.id,
      ]),
    );
    assert.equal(found.get("web-production"), "200000000001");
    assert.equal(found.get("web-staging"), "400000000001");
  });
});
