// Who signs people in, where the server names an issuer (OpenID Connect). What talks to it is
// loaded when somebody signs in.

/** What the server tells the page of its issuer. */
export interface Issuer {
  issuer: string;
  client: string;
  scope: string;
  audience: string;
}

/** A sign-in as the issuer gave it. */
export interface Granted {
  token: string;
  /** When it runs out, in milliseconds since 1970; null where the issuer does not say. */
  until: number | null;
  /** By which it is renewed, where the issuer allows it. */
  refresh: string | null;
  /** Whose sign-in it is, for the issuer to know whom to sign out. */
  idToken: string | null;
}

/** The address to which the issuer leads back, after signing in and out. */
export const BACK = "/explore/signed-in";

/** The issuer that the server names; null where there is none. */
export function issuer(): Issuer | null {
  const told = document.querySelector<HTMLMetaElement>('meta[name="sign-in"]')?.content;
  return told ? (JSON.parse(told) as Issuer) : null;
}

/** Go to the issuer, and come back to where the person is now; `afresh`: it asks who it is. */
export async function goToIssuer(at: string, afresh = false): Promise<void> {
  const given = issuer();
  if (!given) return;
  const { addressOfSignIn } = await import("./oidc");
  window.location.assign(await addressOfSignIn(given, at, afresh));
}
