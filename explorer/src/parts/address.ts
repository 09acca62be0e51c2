// The state of a view is its address: a link, a reload, back and forward show the same.
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

/** Reads one part of an address; nothing where it is none of what the view knows. */
export type Reader<Value> = (given: unknown) => Value | undefined;
export type Readers = Record<string, Reader<unknown>>;
export type State<R extends Readers> = {
  [Name in keyof R]?: NonNullable<ReturnType<R[Name]>>;
};

const LONGEST = 2_000;

export const text: Reader<string> = (given) =>
  typeof given === "number" || typeof given === "string"
    ? String(given).slice(0, LONGEST) || undefined
    : undefined;

export const flag: Reader<boolean> = (given) => (given === true ? true : undefined);

export const number =
  (least: number, most: number): Reader<number> =>
  (given) =>
    typeof given === "number" && given >= least && given <= most ? given : undefined;

export const day: Reader<string> = (given) =>
  typeof given === "string" && /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given))
    ? given
    : undefined;

export const oneOf =
  <const Value extends string>(...values: Value[]): Reader<Value> =>
  (given) =>
    values.find((value) => value === given);

export const listOf =
  <Value>(reader: Reader<Value>, most = 50): Reader<Value[]> =>
  (given) => {
    if (!Array.isArray(given)) return undefined;
    const read = given.slice(0, most).map(reader);
    const known = read.filter((value) => value !== undefined);
    return known.length > 0 ? known : undefined;
  };

/** The parts of an address that a view knows; whatever else stands there is left out. */
export function read<R extends Readers>(readers: R, search: Record<string, unknown>): State<R> {
  const state: Record<string, unknown> = {};
  for (const [name, reader] of Object.entries(readers)) {
    const value = reader(search[name]);
    if (value !== undefined) state[name] = value;
  }
  return state as State<R>;
}

export type Change<R extends Readers> = (
  to: { [Name in keyof R]?: State<R>[Name] | undefined },
  how?: { replace?: boolean },
) => void;

/** The state of the view in its address, and how it is changed: undefined takes a part out. A
 * change can be undone by going back, but for those that replace. */
export function useAddress<R extends Readers>(readers: R): [State<R>, Change<R>] {
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const state = useMemo(() => read(readers, search), [readers, search]);
  const change = useCallback<Change<R>>(
    (to, how) => {
      void navigate({
        to: ".",
        search: ((old: Record<string, unknown>) => cleaned({ ...read(readers, old), ...to })) as never,
        replace: how?.replace ?? false,
        resetScroll: false,
      });
    },
    [navigate, readers],
  );
  return [state, change];
}

function cleaned(parts: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(parts).filter(
    ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(kept);
}
