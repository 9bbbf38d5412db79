import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MODES } from "../modes";
import { planOf } from "../stacks";
import { pythonOrSkip, runPython } from "../tools/python";
import { plans } from "./stacks";

/** The tool's own program has the path of the environment in it, which moves. */
const CFN_LINT = "import sys; from cfnlint.runner import main; sys.exit(main())";

/** A template with one fault: without it, a silent tool would pass. */
const FAULTY = JSON.stringify({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: { Role: { Type: "AWS::IAM::Role", Properties: {} } },
});

/** The part of cfn-lint's JSON report that is used here. */
interface Match {
  readonly Filename: string;
  readonly Level: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

describe("StackSet templates, judged by cfn-lint", () => {
  const partners = planOf(MODES["all that there is"]).partners;
  const templates = new Map([
    ...plans().flatMap(({ name, plan }) =>
      plan.types.flatMap((type): (readonly [string, string])[] =>
        type.template ? [[`${name}-${type.name}`, type.template.body]] : [],
      ),
    ),
    ...plans().flatMap(({ name, plan }) =>
      plan.stackSets.map((set): readonly [string, string] => [
        `${name}-${set.name}`,
        set.template.body,
      ]),
    ),
    ...partners.flatMap((partner) =>
      partner.sets.map(({ type, template }): readonly [string, string] => {
        assert.ok(template);
        return [`partner-${partner.name}-${type}`, template.body];
      }),
    ),
  ]);
  const regions = [...new Set(plans().map(({ plan }) => plan.organization.homeRegion))];
  const findings = new Map<string, string[]>();
  let folder = "";

  before(async function () {
    const python = await pythonOrSkip(this, "cfn-lint on the StackSet templates");
    folder = await mkdtemp(join(tmpdir(), "landing-zone-templates-"));
    for (const [name, body] of [...templates, ["faulty", FAULTY] as const]) {
      findings.set(name, []);
      await writeFile(join(folder, `${name}.json`), body);
    }
    const files = [...findings.keys()].map((name) => join(folder, `${name}.json`));
    const options = ["--format", "json", "--regions", ...regions, "--", ...files];
    const { stdout, stderr } = await runPython(python, ["-c", CFN_LINT, ...options]);
    assert.equal(stderr, "");
    for (const { Filename, Level, Message, Rule } of JSON.parse(stdout) as readonly Match[]) {
      findings.get(basename(Filename, ".json"))?.push(`${Level} ${Rule.Id}: ${Message}`);
    }
  });

  after(async () => {
    if (folder !== "") await rm(folder, { recursive: true, force: true });
  });

  it("finds a fault when there is one", () => {
    assert.deepEqual(findings.get("faulty"), [
      "Error E3003: 'AssumeRolePolicyDocument' is a required property",
    ]);
  });

  it("has templates of several stacks, types and partners", () => {
    assert.ok(templates.size >= 11, `only ${templates.size} templates`);
    assert.equal([...templates.keys()].filter((name) => name.startsWith("partner-")).length, 3);
  });

  for (const name of templates.keys()) {
    it(name, () => {
      assert.deepEqual(findings.get(name), []);
    });
  }
});
