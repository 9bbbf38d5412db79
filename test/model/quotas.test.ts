import assert from "node:assert/strict";
import { messagesOf, ORGANIZATION } from "../stacks";

/** Quotas whose bad files would be too long to read; the others are in `cases/invalid`. */
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");

const people = (count: number): string =>
  `${ORGANIZATION}access:\n  people:\n${many(count, (i) => `    - { name: person-${i}, functions: [auditor] }`)}`;
const functions = (count: number): string =>
  `${ORGANIZATION}accounts: [{ name: web, type: production }]\naccess: { stamping: none }\nfunctions:\n${many(count, (i) => `  f-${i}: { permissions: { production: observe } }`)}`;

describe("quotas", () => {
  it("of users in the access account", () => {
    assert.deepEqual(messagesOf(people(5000)), []);
    assert.deepEqual(messagesOf(people(5001)), [
      "5001 people; IAM allows 5000 users in an account",
    ]);
  });

  it("of groups in the access account", () => {
    // Four built-in functions, of which storage's operations is one, and a group for everybody.
    assert.deepEqual(messagesOf(functions(295)), []);
    assert.deepEqual(messagesOf(functions(296)), ["301 groups; IAM allows 300 in an account"]);
  });
});
