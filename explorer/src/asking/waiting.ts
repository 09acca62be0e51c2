// What is awaited from the server: since when, and how waiting is ended.
import { useSyncExternalStore } from "react";

/** Milliseconds after which no answer is awaited any longer. */
export const LONGEST = 60_000;

export interface Wait {
  /** Milliseconds since 1970. */
  since: number;
  /** Ends the waiting; null where that would leave open what is done. */
  stop: (() => void) | null;
}

export interface How {
  /** Milliseconds that it may take at most; none where it is null. */
  limit?: number | null;
  mayStop?: boolean;
  /** Ends the waiting from outside. */
  signal?: AbortSignal | null | undefined;
}

let waits: readonly Wait[] = [];
const listeners = new Set<() => void>();

/** Everything that is awaited now. */
export function useWaits(): readonly Wait[] {
  return useSyncExternalStore(subscribe, () => waits);
}

/** Counts as awaited from now on, until what is returned is called. */
export function begin(stop: Wait["stop"] = null): () => void {
  const wait = { since: Date.now(), stop };
  tell([...waits, wait]);
  return () => tell(waits.filter((one) => one !== wait));
}

/** What the work gives. Raises an `AbortError` where a person ended the waiting, a `TimeoutError`
 * where it took too long; the work is told by its signal. */
export async function awaited<T>(work: (signal: AbortSignal) => Promise<T>, how: How = {}): Promise<T> {
  const { limit = LONGEST, mayStop = true, signal } = how;
  const ended = new AbortController();
  const end = (name: string) => ended.abort(new DOMException("No answer was awaited.", name));
  const done = begin(mayStop ? () => end("AbortError") : null);
  const timer = limit === null ? undefined : setTimeout(() => end("TimeoutError"), limit);
  const all = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
  try {
    return await Promise.race([work(all), rejecting(all)]);
  } finally {
    clearTimeout(timer);
    done();
  }
}

/** Ends the waiting for everything of which that may be. */
export function stopAll(): void {
  for (const wait of waits) wait.stop?.();
}

function rejecting(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const told = () => reject(signal.reason as Error);
    if (signal.aborted) told();
    else signal.addEventListener("abort", told, { once: true });
  });
}

function tell(now: readonly Wait[]): void {
  waits = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
