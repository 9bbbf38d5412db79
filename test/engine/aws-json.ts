/**
 * What the loopback server answers where the SDK speaks JSON: alternate contacts of accounts, and costs.
 * It is as strict as AWS's service model of each call.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html
 */
import type { IncomingMessage } from "node:http";

export interface JsonAnswer {
  readonly action: string;
  readonly status: number;
  readonly body: string;
  readonly error?: string;
}

export interface JsonState {
  /** Contacts by `<account id, or self>/<type>`. */
  readonly contacts: Map<string, Readonly<Record<string, string>>>;
  /** Tags that costs know. */
  readonly knownTags: Set<string>;
  readonly activeTags: Set<string>;
  /** ARNs of monitors by service. */
  readonly monitors: string[];
  /** How the next calls are refused, one after the other. */
  readonly failures: {
    readonly status: number;
    readonly error: string;
    readonly message: string;
  }[];
  /** Has somebody opened Cost Explorer? */
  costExplorer: boolean;
}

type Parameters = Readonly<Record<string, unknown>>;

/** The call of a request; null: it is not in JSON. */
export function jsonAnswer(
  request: IncomingMessage,
  text: string,
  state: JsonState,
): JsonAnswer | null {
  if (!(request.headers["content-type"] ?? "").includes("json")) return null;
  const target = request.headers["x-amz-target"];
  const action =
    typeof target === "string" ? (target.split(".")[1] ?? "") : (request.url ?? "").slice(1);
  const parameters = JSON.parse(text === "" ? "{}" : text) as Parameters;
  const failure = state.failures.shift();
  if (failure) return failed(action, failure.status, failure.error, failure.message);
  const answer = ANSWERS[action];
  if (!answer) return failed(action, 400, "UnknownOperationException", action);
  return answer(action, parameters, state);
}

const ANSWERS: Readonly<
  Record<string, (action: string, given: Parameters, state: JsonState) => JsonAnswer>
> = {
  putAlternateContact(action, given, { contacts }) {
    const words = (key: string): string => {
      const value = given[key];
      return typeof value === "string" ? value : "";
    };
    const fits =
      /^(BILLING|OPERATIONS|SECURITY)$/.test(words("AlternateContactType")) &&
      /^[\s]*[\w+=.#|!&-]+@[\w.-]+\.[\w]+[\s]*$/.test(words("EmailAddress")) &&
      /^.{1,64}$/.test(words("Name")) &&
      /^.{1,50}$/.test(words("Title")) &&
      /^[\s0-9()+-]{1,25}$/.test(words("PhoneNumber")) &&
      (given.AccountId === undefined || /^\d{12}$/.test(words("AccountId")));
    if (!fits) return failed(action, 400, "ValidationException", JSON.stringify(given));
    const contact = Object.fromEntries(
      Object.entries(given as Readonly<Record<string, string>>).filter(
        ([key]) => key !== "AccountId",
      ),
    );
    const whose = given.AccountId === undefined ? "self" : words("AccountId");
    contacts.set(`${whose}/${words("AlternateContactType")}`, contact);
    return done(action, {});
  },
  GetAnomalyMonitors: costs((action, _given, { monitors }) =>
    done(action, {
      AnomalyMonitors: monitors.map((MonitorArn) => ({
        MonitorArn,
        MonitorName: "Default-Services-Monitor",
        MonitorType: "DIMENSIONAL",
        MonitorDimension: "SERVICE",
      })),
    }),
  ),
  CreateAnomalyMonitor: costs((action, _given, { monitors }) => {
    if (monitors.length > 0) {
      const message = "Limit exceeded on dimensional spend monitor creation";
      return failed(action, 400, "LimitExceededException", message);
    }
    const arn = "arn:aws:ce::111111111111:anomalymonitor/00000000-0000-4000-8000-000000000001";
    monitors.push(arn);
    return done(action, { MonitorArn: arn });
  }),
  UpdateCostAllocationTagsStatus: costs((action, given, { knownTags, activeTags }) => {
    const asked = given.CostAllocationTagsStatus as readonly { TagKey: string }[];
    const unknown = asked.filter(({ TagKey }) => !knownTags.has(TagKey));
    for (const { TagKey } of asked) if (knownTags.has(TagKey)) activeTags.add(TagKey);
    return done(action, {
      Errors: unknown.map(({ TagKey }) => ({
        TagKey,
        Code: "TagKeysNotFoundException",
        Message: "Tag keys not found",
      })),
    });
  }),
};

/** Nobody asks of costs before somebody opened Cost Explorer. */
function costs(
  answer: (action: string, given: Parameters, state: JsonState) => JsonAnswer,
): (action: string, given: Parameters, state: JsonState) => JsonAnswer {
  return (action, given, state) =>
    state.costExplorer
      ? answer(action, given, state)
      : failed(action, 400, "AccessDeniedException", "User not enabled for cost explorer access");
}

function done(action: string, result: object): JsonAnswer {
  return { action, status: 200, body: JSON.stringify(result) };
}

function failed(action: string, status: number, error: string, message: string): JsonAnswer {
  return { action, status, error, body: JSON.stringify({ __type: error, message }) };
}
