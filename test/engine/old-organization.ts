/** The organization of `stacks/enterprise.yaml`, as somebody else has made it. */
import type { Resource } from "./stand-in/store";

export const MANAGEMENT = "100000000001";

/** The organization as it is before the program runs. */
export const ORGANIZATION: Resource = {
  account: MANAGEMENT,
  type: "aws:organizations/organization:Organization",
  id: "o-globex0001",
  inputs: {
    featureSet: "ALL",
    enabledPolicyTypes: ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    awsServiceAccessPrincipals: ["cloudtrail.amazonaws.com", "sso.amazonaws.com"],
  },
};

/** An account as somebody else has made it. */
const account = (id: string, name: string, email: string): Resource => ({
  account: MANAGEMENT,
  type: "aws:organizations/account:Account",
  id,
  inputs: { name, email, parentId: "r-abcd", tags: { bought: "2019" } },
});

export const ACCOUNTS = [
  account("200000000001", "Initech Production", "root@initech.example"),
  account("200000000002", "Initech Staging", "root-staging@initech.example"),
  account("200000000003", "Logs", "logs@old.example"),
  account("200000000004", "Logins", "logins@old.example"),
  account("200000000033", "Training", "training@old.example"),
  account("200000000005", "Nobody's", "unmanaged@old.example"),
  account("300000000001", "Spin-off", "spin-off@globex.example"),
];
