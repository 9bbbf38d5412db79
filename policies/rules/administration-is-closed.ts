import { openPorts } from "../../access/registered/ports";
import { placeOf } from "../../access/registered/resource";
import type { Rule } from "./rule";

export const administrationIsClosed: Rule = {
  name: "administration-is-closed",
  sentence: "No security group opens a port of administration or of a database to the world",
  why: "such ports are tried all day by everybody; people reach nodes by Session Manager, which needs no open port",
  *each(thing) {
    const { shape } = thing;
    if (shape.kind !== "ingress") return;
    for (const opening of shape.openings) {
      const open = openPorts(opening);
      if (open === "unknown") yield { unseen: "ingress" };
      if (open === "unknown" || open === null) continue;
      yield {
        found: `${placeOf(thing)} opens ${open.ports} to ${open.range}`,
        allowed:
          "such ports are open to security groups, prefix lists and address ranges of your own",
        fix: "Name the group or range that needs the port, or leave the rule out and use Session Manager",
      };
    }
  },
};
