// The ties of a past day, as far as they had come by then.
import type { Client } from "@urql/core";
import { NetworkPastDocument } from "../../gql/graphql";
import { addTie, kindOf, type Drawn } from "./drawn";
import { answer, keep, walk } from "./gather";
import { kindsOf, type Selection } from "./selection";

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

/** What is not said of a tie of a past day. */
const SILENT = { firstOn: null, source: null, knownFrom: null, many: null };
