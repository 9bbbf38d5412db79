import { show } from "../problem";
import { emailFault } from "./emails";
import type { Rule } from "./rule";

/** Two users for when nothing else works, who are nobody else, and addresses that can be written to. */
export const breakGlass: Rule = {
  reads: ["access.breakGlass", "access.people"],
  *check({ access }) {
    const { users, notify } = access.breakGlass;
    const [first, second] = users;
    if (first === second) {
      yield {
        path: ["access", "breakGlass", "users", 1],
        message: `both users are called "${second ?? ""}"; each is for a safe of its own`,
        fix: "give the second another name",
      };
    }
    for (const [index, { name }] of access.people.entries()) {
      if (!users.includes(name.toLowerCase())) continue;
      yield {
        path: ["access", "people", index, "name"],
        message: `"${name}" is a break-glass user; IAM's user names differ in more than case and path`,
        fix: "choose another name, here or under access.breakGlass.users",
      };
    }
    for (const [index, address] of notify.entries()) {
      const path = ["access", "breakGlass", "notify", index];
      const wrong = emailFault(address);
      if (wrong !== undefined) {
        yield { path, message: `found ${show(address)}: ${wrong}`, fix: "correct the address" };
      }
      if (notify.findIndex((one) => one.toLowerCase() === address.toLowerCase()) < index) {
        yield { path, message: `${show(address)} is there twice`, fix: "take one out" };
      }
    }
  },
};
