import { decidesTrusts, session, user } from "./trust-decisions";

describe("trusts by which partners come in, by iam-simulate", () => {
  decidesTrusts({
    "trust of partner-seen-operations in production": [
      ["a user below the path", user("people/eve", {}, "999999999991"), "allowed"],
      ["the other user", user("ada", {}, "999999999991"), "allowed"],
      ["another user", user("eve", {}, "999999999991"), "denied"],
      [
        "a user without MFA",
        user(
          "people/eve",
          { "aws:MultiFactorAuthPresent": null, "aws:MultiFactorAuthAge": null },
          "999999999991",
        ),
        "denied",
      ],
      [
        "a user after the last day",
        user("people/eve", { "aws:CurrentTime": "2100-01-01T00:00:00Z" }, "999999999991"),
        "denied",
      ],
      ["a user of another company", user("people/eve", {}, "999999999992"), "denied"],
      [
        "a user under another name",
        user("people/eve", { "sts:RoleSessionName": "ada" }, "999999999991"),
        "denied",
      ],
    ],
    "trust of partner-tagged-operations in production": [
      [
        "its hub, with MFA",
        session(
          "landing-zone/hub-operations",
          "eve",
          { "aws:PrincipalTag/mfa": "true" },
          "999999999992",
        ),
        "allowed",
      ],
      [
        "its hub, without",
        session("landing-zone/hub-operations", "eve", {}, "999999999992"),
        "denied",
      ],
      [
        "another role of its account",
        session(
          "landing-zone/hub-developer",
          "eve",
          { "aws:PrincipalTag/mfa": "true" },
          "999999999992",
        ),
        "denied",
      ],
      [
        "its hub under another name",
        session(
          "landing-zone/hub-operations",
          "eve",
          { "aws:PrincipalTag/mfa": "true", "sts:RoleSessionName": "ada" },
          "999999999992",
        ),
        "denied",
      ],
    ],
    "trust of partner-declared-developer in nonproduction": [
      ["a role below the path", session("ops/on-call", "eve", {}, "999999999993"), "allowed"],
      ["another role", session("on-call", "eve", {}, "999999999993"), "denied"],
      [
        "the last second",
        session(
          "ops/on-call",
          "eve",
          { "aws:CurrentTime": "2099-12-31T23:59:58Z" },
          "999999999993",
        ),
        "allowed",
      ],
      [
        "the next day",
        session(
          "ops/on-call",
          "eve",
          { "aws:CurrentTime": "2100-01-01T00:00:00Z" },
          "999999999993",
        ),
        "denied",
      ],
    ],
    "trust of partner-robot-auditor in nonproduction": [
      [
        "software that says the external id",
        session("robot", "run", { "sts:ExternalId": "2f1c8a0e" }, "999999999994"),
        "allowed",
      ],
      [
        "software that says another",
        session("robot", "run", { "sts:ExternalId": "2f1c8a0f" }, "999999999994"),
        "denied",
      ],
      ["software that says none", session("robot", "run", {}, "999999999994"), "denied"],
    ],
  });
});
