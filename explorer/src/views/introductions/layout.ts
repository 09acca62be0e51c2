// Where the persons of some chains stand in the drawing: who asks first, who is to be met last.
import type { ChainFragment } from "../../gql/graphql";
import { startOf } from "../../parts/chain/saying";

export interface Spot {
  key: string;
  name: string;
  /** From 0, first to last. */
  column: number;
  /** From 0, by the strongest chain through it. */
  row: number;
  /** Chains through it, from 0, the strongest first. */
  chains: number[];
}

export interface Line {
  key: string;
  from: string;
  to: string;
  strength: number;
  chains: number[];
  /** The row on which it passes columns without a person. */
  row: number;
}

const MOST_COLUMNS = 8;

export interface Layout {
  columns: number;
  rows: number;
  spots: Spot[];
  lines: Line[];
}

/** Each person once: in a column behind all who come before, and in the row of the strongest chain
 * through the person. */
export function laidOut(chains: readonly ChainFragment[]): Layout {
  const spots = new Map<string, Spot>();
  const lines = new Map<string, Line>();
  const end = chains[0]?.to.personId ?? "";
  chains.forEach(({ hops }, row) => {
    const [first] = hops;
    if (!first) return;
    const start = first.liaison ? `Liaison:${startOf(first)}` : (first.from?.personId ?? "");
    let last = put(spots, start, startOf(first), row);
    for (const hop of hops) {
      const spot = put(spots, hop.to.personId, hop.to.name, row);
      const key = `${last.key} > ${spot.key}`;
      const line = lines.get(key) ?? {
        key,
        from: last.key,
        to: spot.key,
        strength: hop.strength,
        chains: [],
        row,
      };
      line.chains.push(row);
      lines.set(key, line);
      last = spot;
    }
  });
  const columns = putInColumns(spots, [...lines.values()], end);
  return {
    columns,
    rows: Math.max(1, chains.length),
    spots: centred([...spots.values()], chains.length),
    lines: [...lines.values()],
  };
}

function put(spots: Map<string, Spot>, key: string, name: string, row: number): Spot {
  const spot = spots.get(key) ?? { key, name, column: 0, row, chains: [] };
  spot.chains.push(row);
  spots.set(key, spot);
  return spot;
}

/** How many columns there are. Chains that name two persons in different order end the search. */
function putInColumns(spots: Map<string, Spot>, lines: Line[], end: string): number {
  for (let round = 0; round < spots.size; round += 1) {
    for (const { from, to } of lines) {
      const [before, after] = [spots.get(from), spots.get(to)];
      if (!before || !after) continue;
      after.column = Math.min(MOST_COLUMNS, Math.max(after.column, before.column + 1));
    }
  }
  const last = Math.max(1, ...[...spots.values()].map(({ column }) => column));
  const target = spots.get(end);
  if (target) target.column = last;
  return last + 1;
}

/** Whoever stands alone in a column stands in the middle of it; nobody stands upon another. */
function centred(spots: Spot[], rows: number): Spot[] {
  const taken = new Set<string>();
  return spots.map((spot) => {
    const isAlone = spots.every((other) => other === spot || other.column !== spot.column);
    let row = isAlone ? (rows - 1) / 2 : spot.row;
    while (taken.has(`${spot.column} ${row}`)) row += 0.5;
    taken.add(`${spot.column} ${row}`);
    return { ...spot, row };
  });
}
