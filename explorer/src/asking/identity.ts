// Who asks, and why: an API key or a token, and a purpose. Both are kept for this window alone.
import { useSyncExternalStore } from "react";

const KEY = "peerline.key";
const PURPOSE = "peerline.purpose";
const listeners = new Set<() => void>();

export function credentials(): string | null {
  return sessionStorage.getItem(KEY);
}

export function purpose(): string {
  return sessionStorage.getItem(PURPOSE) ?? "";
}

/** Ask from now on with these credentials; without any where they are null. */
export function signIn(given: string | null): void {
  keep(KEY, given);
}

export function setPurpose(given: string): void {
  keep(PURPOSE, given || null);
}

/** A text that changes with who asks and why; nothing that was answered to another may be shown. */
export function useIdentity(): string {
  return useSyncExternalStore(subscribe, () => `${credentials() ?? ""}\n${purpose()}`);
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

function keep(name: string, value: string | null): void {
  if (value === null) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, value);
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
