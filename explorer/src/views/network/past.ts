// The ties of a past day, as far as they had come by then.
import type { Client } from "@urql/core";
import { NetworkPastAmongDocument, NetworkPastDocument } from "../../gql/graphql";
import { addTie, kindOf, type Drawn } from "./drawn";
import { answer, each, walk } from "./asking";
import { keep } from "./gather";
import { kindsOf, type Selection } from "./selection";

const MOST = 40;

/** Add a person's ties of the day, as many as asked; how many came, and how many there were. Of the
 * kinds that are not drawn none is counted, so all of the list may have to be read. */
export async function pastTies(
  client: Client,
  drawn: Drawn,
  selection: Selection,
  id: string,
  most: number,
): Promise<{ here: number; all: number }> {
  const wanted = new Set(kindsOf(selection));
  const counts = { here: 0, all: 0 };
  await walk(Infinity, async (first, after) => {
    const variables = { id, asOf: selection.on ?? "", filter: null, first, after };
    const { tiesOn } = await answer(client, NetworkPastDocument, variables);
    for (const { node, kinds, strength, lastOn } of tiesOn.edges) {
      const made = [...new Set(kinds.flatMap((kind) => kindOf(kind) ?? []))].filter((kind) =>
        wanted.has(kind),
      );
      const isWeak = strength < (selection.least ?? 0) || (lastOn ?? "9") < (selection.since ?? "");
      if (made.length === 0 || isWeak) continue;
      counts.all += 1;
      if (counts.here >= most) continue;
      counts.here += 1;
      keep(drawn, node);
      for (const kind of made) addTie(drawn, id, node.personId, kind, { ...SILENT, strength, lastOn });
    }
    return { ...tiesOn, many: tiesOn.edges.length };
  });
  return counts;
}

/** Add the ties among those drawn as they were on the day, of the first so many persons. */
export async function pastAmong(client: Client, drawn: Drawn, selection: Selection): Promise<void> {
  const wanted = new Set(kindsOf(selection));
  const others = [...drawn.nodes.values()]
    .filter(({ id, isLiaison }) => !isLiaison && !drawn.counts.has(id))
    .sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0));
  await each(others.slice(0, MOST), async ({ id }) => {
    const { tiesOn } = await answer(client, NetworkPastAmongDocument, { id, asOf: selection.on ?? "" });
    for (const { node, kinds, strength, lastOn } of tiesOn.edges) {
      if (!drawn.nodes.has(node.personId)) continue;
      for (const kind of new Set(kinds.flatMap((kind) => kindOf(kind) ?? []))) {
        if (wanted.has(kind)) addTie(drawn, id, node.personId, kind, { ...SILENT, strength, lastOn });
      }
    }
  });
  if (others.length > MOST) {
    drawn.notes.push(
      `On a past day, ties among those drawn are read of the ${MOST} most influential of ${others.length}.`,
    );
  }
}

/** What is not said of a tie of a past day. */
const SILENT = { firstOn: null, source: null, knownFrom: null, many: null };
