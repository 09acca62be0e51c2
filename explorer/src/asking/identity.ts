// Who asks, and why: an API key or a token, and a purpose. All is kept for this window alone.
import { useSyncExternalStore } from "react";
import { issuer, type Granted } from "./issuer";

const KEY = "peerline.key";
const PURPOSE = "peerline.purpose";
const SESSION = "peerline.session";
/** Milliseconds before its end at which a token is renewed. */
const AHEAD = 30_000;
const listeners = new Set<() => void>();

/** A sign-in by an issuer, beside its token. */
interface Session extends Omit<Granted, "token"> {
  /** Tells it from others; a token that is renewed is of the same. */
  id: string;
  /** Whether the server has ever answered by it. */
  wasTaken: boolean;
}

export function credentials(): string | null {
  return sessionStorage.getItem(KEY);
}

export function purpose(): string {
  return sessionStorage.getItem(PURPOSE) ?? "";
}

/** Ask from now on with these credentials; without any where they are null. */
export function signIn(given: string | null): void {
  sessionStorage.removeItem(SESSION);
  keep(KEY, given);
}

/** Ask from now on as the issuer has signed somebody in. */
export function signInBy({ token, ...rest }: Granted): void {
  keepSession({ ...rest, id: crypto.randomUUID(), wasTaken: false });
  keep(KEY, token);
}

/** The sign-in by the issuer; null where somebody signed in otherwise, or not at all. */
export function session(): Session | null {
  const kept = sessionStorage.getItem(SESSION);
  return kept && credentials() !== null ? (JSON.parse(kept) as Session) : null;
}

/** Ask as nobody from now on; whom an issuer signed in, it signs out too, where it can. */
export async function signOut(): Promise<void> {
  const was = session();
  const by = issuer();
  signIn(null);
  if (!was || !by) return;
  const { addressOfSignOut } = await import("./oidc");
  const address = await addressOfSignOut(by, was.idToken);
  // Unless somebody signed in meanwhile.
  if (address && credentials() === null) window.location.assign(address);
}

/** The server has answered to who asks now. */
export function wasTaken(): void {
  const now = session();
  if (now && !now.wasTaken) keepSession({ ...now, wasTaken: true });
}

export function setPurpose(given: string): void {
  keep(PURPOSE, given || null);
}

/** A text that changes with who asks and why; nothing that was answered to another may be shown. */
export function useIdentity(): string {
  return useSyncExternalStore(
    subscribe,
    () => `${session()?.id ?? credentials() ?? ""}\n${purpose()}`,
  );
}

let refused = false;

/** The server does not answer who asks with these credentials; a late word of others says nothing. */
export function refuse(by: string | null): void {
  if (by === credentials()) settle(true);
}

/** Whether somebody must sign in, or sign in again. */
export function useIsRefused(): boolean {
  return useSyncExternalStore(subscribe, () => refused);
}

/** What a request says of who asks. */
export function headers(): Record<string, string> {
  const key = credentials();
  const why = purpose();
  return {
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(why ? { "peerline-purpose": why } : {}),
  };
}

let renewing: Promise<void> | null = null;

/** Renews a token that runs out, where its issuer lets that be done without a word; else the server
 * will say that it ran out. */
export async function fresh(): Promise<void> {
  const old = session();
  if (!old?.refresh || old.until === null || old.until - Date.now() > AHEAD) return;
  renewing ??= renew(old).finally(() => {
    renewing = null;
  });
  await renewing;
}

async function renew(old: Session): Promise<void> {
  const by = issuer();
  const token = credentials();
  if (!by || !token) return;
  try {
    const { renewed } = await import("./oidc");
    const { token: made, ...rest } = await renewed(by, { ...old, token });
    // Somebody else may have signed in meanwhile, or nobody be left.
    if (session()?.id !== old.id) return;
    keepSession({ ...old, ...rest });
    sessionStorage.setItem(KEY, made);
  } catch {
    if (session()?.id === old.id) keepSession({ ...old, refresh: null });
  }
}

function keepSession(given: Session): void {
  sessionStorage.setItem(SESSION, JSON.stringify(given));
}

function keep(name: string, value: string | null): void {
  if (value === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, value);
  settle(false);
}

function settle(isRefused: boolean): void {
  refused = isRefused;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
