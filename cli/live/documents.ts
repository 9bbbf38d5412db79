import { document, type PolicyDocument, type Statement } from "../../iam/document";
import { partnerRoleName, permissionSetName, RESERVED_PATH } from "../../iam/names";

const PATH = RESERVED_PATH.slice(1);

/** Name of the user's inline policy that offboarding leaves, until the user goes. */
export const OFFBOARDED = "offboarded";

/**
 * Shuts a user out: password, keys, and the sessions that either began, the console's and those of
 * GetSessionToken, at once and by one call. It has no condition on the age of sessions: as long as
 * the password or a key is not deleted yet, it could begin a new one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_disable-perms.html
 */
export function nothingAnyMore(): PolicyDocument {
  return document({ Sid: "NothingAnyMore", Effect: "Deny", Action: "*", Resource: "*" });
}

/**
 * What stays of it when the person comes back: sessions of before stay shut, which would otherwise
 * come to life again, for as long as 36 hours.
 */
export function nothingOfBefore(time: string): PolicyDocument {
  return document({
    Sid: "NothingOfBefore",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: { DateLessThan: { "aws:TokenIssueTime": time } },
  });
}

/** Paths and names of all roles by which people come in and go on, whatever their functions were. */
const ROLES_OF_PEOPLE = [
  `${PATH}*`,
  `aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${permissionSetName("*")}`,
] as const;
/** Roles of partners, whose people may have the names of others here. */
const ROLES_OF_PARTNERS = `${PATH}${partnerRoleName("*", "*")}`;

/**
 * Ends one person's sessions of all roles of people, in whatever account, and nobody else's. Which
 * functions the person has does not count: a session goes on that began when there was one more. The
 * user id of a role's session is the role's id, a colon and the session's name, which is the person's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 * @param names Spellings of the person's name; upper and lower case count.
 */
export function endSessions(
  partition: string,
  names: readonly string[],
  before: string,
): PolicyDocument {
  const arn = (role: string): string => `arn:${partition}:iam::*:role/${role}`;
  return document({
    Sid: "EndSessionsOfOnePerson",
    Effect: "Deny",
    Action: "*",
    Resource: "*",
    Condition: {
      ArnLike: { "aws:PrincipalArn": ROLES_OF_PEOPLE.map(arn) },
      ArnNotLike: { "aws:PrincipalArn": arn(ROLES_OF_PARTNERS) },
      StringLike: { "aws:userid": names.map((name) => `*:${name}`) },
      DateLessThan: { "aws:TokenIssueTime": before },
    },
  });
}

/** No role session lasts longer, and none that came from another one. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/**
 * The policy that ends people's sessions, with one person more. Of the others those stay whose
 * sessions may go on; a statement of which nothing is known any more goes.
 * @param existing The policy as it is; undefined: there is none.
 */
export function withOthers(
  existing: string | undefined,
  own: PolicyDocument,
  now: number,
): PolicyDocument {
  const others = existing === undefined ? [] : (JSON.parse(existing) as PolicyDocument).Statement;
  const whose = ({ Condition }: Statement): string =>
    String([Condition?.StringLike?.["aws:userid"]].flat()[0]);
  const before = ({ Condition }: Statement): number =>
    Date.parse(String(Condition?.DateLessThan?.["aws:TokenIssueTime"]));
  const mine = own.Statement.map(whose);
  const staying = others.filter(
    (one) => !mine.includes(whose(one)) && before(one) > now - LONGEST_MS,
  );
  return document(
    ...[...staying, ...own.Statement].map((one, index) => ({ ...one, Sid: `EndSessions${index}` })),
  );
}
