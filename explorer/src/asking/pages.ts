// A list that is asked page by page.
import type { AnyVariables } from "@urql/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "urql";
import { byId, type Document } from "./client";
import { troubleOf, type Trouble } from "./trouble";
import type { Asked } from "./use";

interface Page<Edge> {
  edges: Edge[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
}

export interface Pages<Edge> extends Asked<{ edges: Edge[]; totalCount: number }> {
  /** Ask for the next page; nothing where there is none. */
  more: (() => void) | undefined;
}

interface Held<Edge> {
  of: string;
  edges: Edge[];
  totalCount: number;
  next: string | null;
}

/** All rows asked for so far of a list that pages by `$after`. Other variables begin anew. */
export function usePages<Data, Variables extends AnyVariables, Edge>(
  document: Document<Data, Variables>,
  variables: Omit<Variables, "after">,
  pageOf: (data: Data) => Page<Edge>,
): Pages<Edge> {
  const client = useClient();
  const of = useMemo(() => JSON.stringify(variables), [variables]);
  const [held, setHeld] = useState<Held<Edge> | null>(null);
  const [failed, setFailed] = useState<{ trouble: Trouble; again: () => void } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const drop = useRef<() => void>(() => undefined);

  const ask = useCallback(
    (before: Held<Edge> | null, isFresh = false) => {
      // What was asked before and comes late is of no use any more.
      drop.current();
      setAsking(true);
      const given = { ...JSON.parse(of), after: before?.next ?? null } as AnyVariables;
      const policy = isFresh ? "network-only" : "cache-first";
      const { unsubscribe } = client
        .query(byId(document) as Document<Data, AnyVariables>, given, { requestPolicy: policy })
        .subscribe(({ data, error, stale }) => {
          if (stale) return;
          setAsking(false);
          setFailed(error ? { trouble: troubleOf(error), again: () => ask(before, true) } : null);
          if (!data) return;
          const page = pageOf(data);
          const { hasNextPage, endCursor } = page.pageInfo;
          setHeld({
            of,
            edges: [...(before?.edges ?? []), ...page.edges],
            totalCount: page.totalCount,
            next: hasNextPage ? (endCursor ?? null) : null,
          });
        });
      drop.current = unsubscribe;
    },
    // How a page is read never changes with the state of a view.
    [client, document, of],
  );

  useEffect(() => {
    setFailed(null);
    ask(null);
    return () => drop.current();
  }, [ask]);
  const isCurrent = held?.of === of;
  return {
    // Rows that were read stay, though further ones could not be.
    data: failed && !isCurrent ? undefined : (held ?? undefined),
    trouble: failed?.trouble ?? null,
    isAsking: isAsking || (!isCurrent && !failed),
    again: failed?.again ?? (() => ask(null, true)),
    more: isCurrent && held.next && !failed ? () => ask(held) : undefined,
  };
}
