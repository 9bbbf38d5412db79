import { plainOutputs, plainSecrets } from "../../access/registered/secrets";
import type { Rule } from "./rule";

export const secretsAreSecret: Rule = {
  name: "secrets-are-secret",
  sentence: "Secrets are secrets of Pulumi, and no key of AWS stands in a property",
  why: "what is not marked secret stands in plain text in the state, in previews and in their logs, for everybody who reads them",
  *resource(resource) {
    const { type, name, secrets } = resource;
    const suspicions = plainSecrets(resource);
    if (secrets === null && suspicions.length > 0) {
      // Whether they are marked cannot be told, and a refusal would be wrong half of the time.
      yield { unseen: suspicions[0]?.path ?? "" };
    } else {
      for (const { path, what } of suspicions) {
        yield {
          found: `${path} of ${type} ${name} holds ${what}`,
          allowed:
            "secrets come from pulumi.secret, from secret configuration, or stay in AWS and are named by their ARN",
          fix: "Make a new one, since this one has been seen; keep it in Secrets Manager, or read it by config.requireSecret",
        };
      }
    }
    for (const output of plainOutputs(resource)) {
      yield {
        found: `the output ${output} of ${type} ${name} would be in the state in plain text`,
        allowed: "such an output is encrypted, by a pgpKey or as one of additionalSecretOutputs",
        fix: `Make no such credential in the program; where you must, add "${output}" to additionalSecretOutputs`,
      };
    }
  },
};
