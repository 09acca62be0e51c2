// What went wrong with a question, in words for the person who asked, and what to do.
import type { CombinedError } from "@urql/core";

/** Why there is no answer. */
export type Kind = "signIn" | "forbidden" | "busy" | "input" | "offline" | "slow" | "failed";

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
  failed: "The server could not answer. Nothing of yours is lost.",
};

/** What an error of urql means. */
export function troubleOf(error: CombinedError): Trouble {
  const response = error.response as Response | undefined;
  const request = response?.headers?.get("x-request-id") ?? null;
  const later = Number(response?.headers?.get("retry-after") ?? NaN);
  const after = Number.isFinite(later) && later > 0 ? later : null;
  const [first] = error.graphQLErrors;
  const code = String(first?.extensions?.code ?? "");
  const kind = OF_CODE[code] ?? OF_STATUS[response?.status ?? 0] ?? kindOf(error, response);
  return { kind, message: first?.message ?? SAID[kind], request, after };
}

function kindOf(error: CombinedError, response: Response | undefined): Kind {
  if (error.networkError?.name === "TimeoutError") return "slow";
  return response === undefined ? "offline" : "failed";
}

/** What it means that an address of this server did not answer with its document. */
export async function troubleOfResponse(answer: Response | Error | null): Promise<Trouble> {
  const nothing = { request: null, after: null };
  if (!(answer instanceof Response)) {
    const kind = answer?.name === "TimeoutError" ? "slow" : "offline";
    return { kind, message: SAID[kind], ...nothing };
  }
  const told = (await answer.json().catch(() => null)) as {
    errors?: { message?: string; extensions?: { code?: string } }[];
  } | null;
  const [first] = told?.errors ?? [];
  const kind = OF_CODE[first?.extensions?.code ?? ""] ?? OF_STATUS[answer.status] ?? "failed";
  return {
    kind,
    message: first?.message ?? SAID[kind],
    request: answer.headers.get("x-request-id"),
    after: Number(answer.headers.get("retry-after")) || null,
  };
}
