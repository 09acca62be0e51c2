// Every request to the server: who asks and why, how long it is awaited.
import { credentials, fresh, headers, refuse } from "./identity";
import { awaited, type How } from "./waiting";

/** What is read of the answer at an address of the server. Raises as `awaited` does. */
export function ask<T>(
  path: RequestInfo | URL,
  init: RequestInit,
  read: (response: Response) => T | Promise<T>,
  how: How = {},
): Promise<T> {
  return awaited(
    async (signal) => {
      await fresh();
      const all = new Headers(init.headers);
      for (const [name, value] of Object.entries(headers())) all.set(name, value);
      const by = credentials();
      const response = await fetch(path, { ...init, headers: all, signal });
      if (response.status === 401) refuse(by);
      return read(response);
    },
    { ...how, signal: init.signal },
  );
}
