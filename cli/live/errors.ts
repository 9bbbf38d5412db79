import { EXIT } from "../exit";

/** Something that AWS says no to, or that is not as it has to be, in words for people. */
export class LiveError extends Error {
  constructor(
    message: string,
    readonly code: number = EXIT.no,
  ) {
    super(message);
  }
}

/** What AWS's errors mean, by their names. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(ExpiredToken(Exception)?|RequestExpired|TokenProviderError|ExpiredTokenException)$/,
    "the credentials have expired: sign in again, e.g. by aws sso login, and repeat the command",
  ],
  [
    /^(InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|AuthFailure)$/,
    "AWS does not know these credentials: check the profile, or make new ones",
  ],
  [
    /^(Throttl(ing|ed)(Exception)?|TooManyRequestsException|RequestLimitExceeded|RequestThrottled(Exception)?|SlowDown|PriorRequestNotComplete)$/,
    "AWS asks to slow down: wait a minute and repeat the command, it goes on where it was",
  ],
  [
    /^(RequestTimeTooSkewed|RequestInTheFuture)$/,
    "the clock of this machine is wrong: set it, and repeat the command",
  ],
  [
    /^(TimeoutError|NetworkingError|ENOTFOUND|EAI_AGAIN|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    "AWS cannot be reached from here: check the network and the proxy",
  ],
  [/^RegionDisabledException$/, "the home region is switched off in this account: switch it on"],
  [
    /^(ServiceFailure(Exception)?|InternalFailure|InternalServerError|ServiceUnavailable(Exception)?|ServiceException)$/,
    "AWS has a fault: repeat the command in a while",
  ],
];

/** What says that the SDK found no credentials; its words say where it looked. */
const NONE = /^(CredentialsProviderError|MissingAuthenticationToken(Exception)?)$/;

/** A profile that asks for a code with each use: the AWS command line asks for it once. */
const ASKS_FOR_MFA =
  "this profile asks for an MFA code, and nothing here does. Run this first, and leave --profile out: " +
  'eval "$(aws configure export-credentials --profile NAME --format env)"';

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError)$/;

/** The name of an error of AWS or of the network; nothing else of it. */
export function errorName(error: unknown): string {
  if (typeof error !== "object" || error === null) return "Error";
  const { name, code } = error as { name?: unknown; code?: unknown };
  const known = typeof code === "string" && /^E[A-Z]+$/.test(code) ? code : name;
  return typeof known === "string" && /^\w{1,80}$/.test(known) ? known : "Error";
}

export function isNamed(error: unknown, ...names: readonly string[]): boolean {
  const name = errorName(error);
  return names.some((one) => name === one || name === `${one}Exception`);
}

/**
 * What an error means, with the fix.
 * @param secret The request carried a secret: nothing of AWS's own words is repeated.
 */
export function reason(error: unknown, secret = false): string {
  if (error instanceof LiveError) return error.message;
  const name = errorName(error);
  const meaning = MEANINGS.find(([pattern]) => pattern.test(name))?.[1];
  if (meaning !== undefined) return meaning;
  const words = secret || !(error instanceof Error) ? "" : oneLine(error.message);
  if (NONE.test(name)) {
    if (/multi-factor/i.test(words)) return ASKS_FOR_MFA;
    return (
      `there are no credentials${words && ` (${words})`}: sign in, e.g. by aws sso login, or name a ` +
      "profile of the management account by --profile or AWS_PROFILE"
    );
  }
  if (DENIED.test(name)) {
    return `AWS does not allow it${words && ` (${words})`}: use credentials that may`;
  }
  return `${name}${words && `: ${words}`}`;
}

const LONGEST = 400;

function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{C}\s]+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What a request gives; its error is told as one that kept the command from its work. */
export async function told<T>(doing: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LiveError) throw error;
    throw new LiveError(`${doing}: ${reason(error)}`, EXIT.usage);
  }
}
