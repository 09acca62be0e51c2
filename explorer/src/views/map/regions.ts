// Figures by state, and the steps of colour that show them.

export interface Group {
  count: number;
  keys: { value?: string | null }[];
}

export interface Region {
  code: string;
  name: string;
  many: number;
  /** All who are looked at there. */
  all: number;
  /** What is shown: a count, or a share; none where nobody is there. */
  value: number | null;
}

export interface Regions {
  regions: Region[];
  /** Those whose state no source says, and those of places that the map does not show. */
  unplaced: number;
  elsewhere: Region[];
}

/** Figures of every state of the map. */
export function regionsOf(
  names: ReadonlyMap<string, string>,
  who: Group[],
  base: Group[],
  isShare: boolean,
): Regions {
  const many = byState(who);
  const all = byState(base);
  const region = (code: string, name: string): Region => {
    const here = many.get(code) ?? 0;
    const beside = all.get(code) ?? 0;
    const value = isShare ? (beside > 0 ? here / beside : null) : here > 0 ? here : null;
    return { code, name, many: here, all: beside, value };
  };
  const others = [...new Set([...many.keys(), ...all.keys()])].filter(
    (code) => code !== NONE && !names.has(code),
  );
  return {
    regions: [...names].map(([code, name]) => region(code, name)),
    unplaced: many.get(NONE) ?? 0,
    elsewhere: others.map((code) => region(code, code)),
  };
}

const NONE = "";

const byState = (groups: Group[]): Map<string, number> =>
  new Map(groups.map(({ count, keys: [key] }) => [key?.value ?? NONE, count]));

const SHARE = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** A share with one decimal, for states differ by little. */
export const fine = (share: number): string => SHARE.format(share).replace("%", "\u00a0%");

export interface Step {
  from: number;
  to: number;
  states: number;
}

/** Steps that hold about as many states each; fewer where values are alike. */
export function stepsOf(values: number[], most = 5): Step[] {
  const sorted = [...values].sort((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const many = Math.min(most, distinct.length);
  const bounds = Array.from({ length: many }, (_, at) =>
    sorted[Math.floor((at * sorted.length) / many)] ?? 0,
  );
  const starts = [...new Set(bounds)];
  return starts.map((from, at) => {
    const next = starts[at + 1] ?? Infinity;
    const within = sorted.filter((value) => value >= from && value < next);
    return { from, to: within.at(-1) ?? from, states: within.length };
  });
}

/** The step that a value is in. */
export function stepOf(steps: Step[], value: number): number {
  return Math.max(0, steps.findLastIndex(({ from }) => value >= from));
}
