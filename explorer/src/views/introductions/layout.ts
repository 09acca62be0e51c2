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

export interface Layout {
  columns: number;
  rows: number;
  spots: Spot[];
  lines: Line[];
}

/** Persons in columns by their distance to whom is to be met, and in rows by the strongest chain. */
export function laidOut(chains: readonly ChainFragment[]): Layout {
  const longest = Math.max(1, ...chains.map(({ hops }) => hops.length));
  const spots = new Map<string, Spot>();
  const lines = new Map<string, Line>();
  chains.forEach(({ hops }, row) => {
    const [first] = hops;
    if (!first) return;
    const start = first.liaison ? `Liaison:${startOf(first)}` : (first.from?.personId ?? "");
    let last = put(spots, { key: `0 ${start}`, name: startOf(first), column: 0, row, chains: [] });
    hops.forEach((hop, place) => {
      const column = longest - hops.length + place + 1;
      const key = `${column} ${hop.to.personId}`;
      const spot = put(spots, { key, name: hop.to.name, column, row, chains: [] });
      const name = `${last.key} > ${key}`;
      const line = lines.get(name) ?? {
        key: name,
        from: last.key,
        to: key,
        strength: hop.strength,
        chains: [],
        row,
      };
      lines.set(name, { ...line, chains: [...line.chains, row] });
      last = spot;
    });
  });
  return {
    columns: longest + 1,
    rows: Math.max(1, chains.length),
    spots: centred([...spots.values()], chains.length),
    lines: [...lines.values()],
  };
}

function put(spots: Map<string, Spot>, spot: Spot): Spot {
  const known = spots.get(spot.key) ?? spot;
  known.chains.push(spot.row);
  spots.set(spot.key, known);
  return known;
}

/** Whoever stands alone in a column stands in the middle of it. */
function centred(spots: Spot[], rows: number): Spot[] {
  const alone = (spot: Spot) => spots.every((o) => o === spot || o.column !== spot.column);
  return spots.map((spot) => (alone(spot) ? { ...spot, row: (rows - 1) / 2 } : spot));
}
