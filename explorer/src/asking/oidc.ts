// Signing in and out at an issuer: authorization code flow with PKCE, state and nonce, all of it in
// this window alone and without a frame.
import { ErrorResponse, OidcClient, WebStorageStateStore, type RefreshState } from "oidc-client-ts";
import { BACK, type Granted, type Issuer } from "./issuer";

const SECONDS = 20;

/** Why nobody was signed in, in words for the person; `code` is what the issuer calls it. */
export class NotSignedIn extends Error {
  constructor(
    message: string,
    readonly at: string,
    readonly code: string | null,
  ) {
    super(message);
  }
}

function clientOf({ issuer, client, scope, audience }: Issuer): OidcClient {
  return new OidcClient({
    authority: issuer,
    client_id: client,
    redirect_uri: window.location.origin + BACK,
    post_logout_redirect_uri: window.location.origin + BACK,
    scope,
    // Some issuers sign for an audience only where they are asked for it.
    extraQueryParams: { audience },
    requestTimeoutInSeconds: SECONDS,
    staleStateAgeInSeconds: 3_600,
    stateStore: new WebStorageStateStore({ prefix: "peerline.oidc.", store: sessionStorage }),
  });
}

/** Where the issuer signs people in, and leads back to this view. Raises `NotSignedIn`. */
export async function addressOfSignIn(given: Issuer, at: string, afresh: boolean): Promise<string> {
  const more = afresh ? { prompt: "login" } : {};
  try {
    const nonce = crypto.randomUUID();
    const request = await clientOf(given).createSigninRequest({ state: { at }, nonce, ...more });
    return request.url;
  } catch (failure) {
    throw told(failure, at);
  }
}

/** What the issuer answered, by the address to which it led back. Raises `NotSignedIn`. */
export async function arrived(given: Issuer, address: string): Promise<Granted & { at: string }> {
  try {
    const answer = await clientOf(given).processSigninResponse(address);
    return { ...grantedOf(answer), at: placeOf(answer.userState) };
  } catch (failure) {
    throw told(failure, placeOf(failure instanceof ErrorResponse ? failure.state : null));
  }
}

/** A new token for one that runs out. Raises what the library raises. */
export async function renewed(given: Issuer, old: Granted): Promise<Granted> {
  const state = {
    refresh_token: old.refresh ?? "",
    id_token: old.idToken ?? undefined,
    session_state: null,
    profile: {},
  } as RefreshState;
  const got = grantedOf(
    await clientOf(given).useRefreshToken({ state, timeoutInSeconds: SECONDS }),
  );
  return { ...got, refresh: got.refresh ?? old.refresh, idToken: got.idToken ?? old.idToken };
}

/** Where the issuer signs people out; null where it has no such address, or does not answer. */
export async function addressOfSignOut(given: Issuer, idToken: string | null): Promise<string | null> {
  try {
    const hint = idToken ? { id_token_hint: idToken } : {};
    return (await clientOf(given).createSignoutRequest(hint)).url;
  } catch {
    return null;
  }
}

interface Answer {
  access_token: string;
  expires_at?: number | undefined;
  refresh_token?: string | undefined;
  id_token?: string | undefined;
}

function grantedOf(answer: Answer): Granted {
  if (!answer.access_token) throw new Error("no access token");
  return {
    token: answer.access_token,
    until: answer.expires_at ? answer.expires_at * 1000 : null,
    refresh: answer.refresh_token ?? null,
    idToken: answer.id_token ?? null,
  };
}

/** Where the person was, as it was kept when the sign-in began. */
function placeOf(state: unknown): string {
  const { at } = (state ?? {}) as { at?: unknown };
  return typeof at === "string" ? at : "/";
}

const SAID: Record<string, string> = {
  access_denied: "It was called off, or your organisation does not let you in.",
  temporarily_unavailable: "Your organisation's sign-in is busy. Try again in a minute.",
  server_error: "Your organisation's sign-in failed. Try again in a minute.",
  invalid_grant: "This sign-in took too long, or was used before. Sign in again.",
};

function told(failure: unknown, at: string): NotSignedIn {
  if (failure instanceof ErrorResponse) {
    const code = failure.error ?? "";
    const said = "Your organisation's sign-in does not take Peerline as it is set up. Tell your administrator.";
    return new NotSignedIn(SAID[code] ?? said, at, code || null);
  }
  return new NotSignedIn(wordsOf(failure), at, null);
}

function wordsOf(failure: unknown): string {
  const { name, message } = failure instanceof Error ? failure : new Error(String(failure));
  if (!window.isSecureContext) {
    return "Signing in by your organisation needs this page by https. Tell your administrator.";
  }
  if (name === "ErrorTimeout" || name === "TypeError") {
    return "Your organisation's sign-in cannot be reached. Check that you are online, then try again.";
  }
  if (/state/i.test(message)) {
    return "This sign-in was not begun in this window, or was used before. Sign in again.";
  }
  return "What your organisation's sign-in answered cannot be trusted or read. Sign in again; if it stays so, tell your administrator.";
}
