// What went wrong with a question, in words for the person who asked, and what to do.
import type { CombinedError } from "@urql/core";

/** Why there is no answer. */
export type Kind = "signIn" | "forbidden" | "busy" | "input" | "offline" | "slow" | "stopped" | "failed";

export interface Trouble {
  kind: Kind;
  message: string;
  /** What the operator finds the request by. */
  request: string | null;
  /** Seconds after which to ask again, where the server says so. */
  after: number | null;
}

const OF_CODE: Record<string, Kind> = {
  UNAUTHENTICATED: "signIn",
  FORBIDDEN: "forbidden",
  RATE_LIMITED: "busy",
  BAD_USER_INPUT: "input",
  QUERY_TOO_COMPLEX: "input",
  TIMEOUT: "slow",
};
const OF_STATUS: Record<number, Kind> = { 401: "signIn", 403: "forbidden", 408: "slow", 429: "busy" };

const SAID: Record<Kind, string> = {
  signIn: "Sign in to ask this.",
  forbidden: "Your role may not read this.",
  busy: "You have asked a great deal in a short time. Wait a little, then ask again.",
  input: "The question cannot be answered as it stands.",
  offline: "The server cannot be reached. Check that it runs and that you are online.",
  slow: "The answer took too long. Ask for less, or try again.",
  stopped: "No answer had come by then.",
  failed: "The server could not answer. Nothing of yours is lost.",
};

/** What an error of urql means. */
export function troubleOf(error: CombinedError): Trouble {
  const response = error.response as Response | undefined;
  const [first] = error.graphQLErrors;
  const ofCode = OF_CODE[String(first?.extensions?.code ?? "")];
  const ended = ofFailure(error.networkError);
  const found = response && ended.kind === "offline" ? ofStatus(response, first?.message) : ended;
  const kind = ofCode ?? found.kind;
  return { ...found, kind, message: first?.message ?? SAID[kind] };
}

const OF_NAME: Record<string, Kind> = { TimeoutError: "slow", AbortError: "stopped" };

/** What it means that no answer came. */
export function ofFailure(failure: unknown): Trouble {
  const kind = OF_NAME[failure instanceof Error ? failure.name : ""] ?? "offline";
  return { kind, message: SAID[kind], request: null, after: null };
}

/** What an answer without data means, by its status; none: no answer came. */
export function ofStatus(response: Response | null, message?: string): Trouble {
  const kind = response === null ? "offline" : (OF_STATUS[response.status] ?? "failed");
  const later = Number(response?.headers.get("retry-after") ?? NaN);
  return {
    kind,
    message: message ?? SAID[kind],
    request: response?.headers.get("x-request-id") ?? null,
    after: Number.isFinite(later) && later > 0 ? later : null,
  };
}
