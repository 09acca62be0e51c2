// The hooks by which views ask.
import { useCallback, useState } from "react";
import { useClient, useQuery } from "urql";
import type { AnyVariables } from "@urql/core";
import { byId, changing, type Document } from "./client";
import { troubleOf, type Trouble } from "./trouble";

export interface Asked<Data> {
  /** The answer; while a new one is awaited, the one before. */
  data: Data | undefined;
  trouble: Trouble | null;
  isAsking: boolean;
  again: () => void;
}

/** The answer to a question; with `isPaused` it is not asked. */
export function useAsked<Data, Variables extends AnyVariables>(
  document: Document<Data, Variables>,
  variables: Variables,
  isPaused = false,
): Asked<Data> {
  const query = byId(document);
  const [{ data, error, fetching, stale }, ask] = useQuery<Data, AnyVariables>({
    query,
    variables: variables as AnyVariables,
    pause: isPaused,
  });
  const again = useCallback(() => ask({ requestPolicy: "network-only" }), [ask]);
  const trouble = error && !isPaused ? troubleOf(error) : null;
  return { data: isPaused ? undefined : (data ?? undefined), trouble, isAsking: fetching || stale, again };
}

export interface Doing<Data, Variables> {
  run: (variables: Variables) => Promise<Data | undefined>;
  trouble: Trouble | null;
  isRunning: boolean;
}

/** Change something on the server, when a person says so. */
export function useDoing<Data, Variables extends AnyVariables>(
  document: Document<Data, Variables>,
): Doing<Data, Variables> {
  const client = useClient();
  const [state, setState] = useState<{ trouble: Trouble | null; isRunning: boolean }>({
    trouble: null,
    isRunning: false,
  });
  const run = useCallback(
    async (variables: Variables) => {
      setState({ trouble: null, isRunning: true });
      const asked = byId(document) as Document<Data, AnyVariables>;
      const result = await client
        .mutation(asked, variables as AnyVariables, changing)
        .toPromise();
      setState({ trouble: result.error ? troubleOf(result.error) : null, isRunning: false });
      return result.error ? undefined : result.data;
    },
    [client, document],
  );
  return { run, ...state };
}
