// Figures by state or county, and the steps of colour that show them.

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
  isDrawn: boolean;
}

export interface Regions {
  regions: Region[];
  /** Those whose place no source says, and those of places that the map does not show. */
  unplaced: number;
  elsewhere: Region[];
}

/** Figures of every place of the map, by its name; a group may name its place as well. */
export function regionsOf(
  drawn: ReadonlyMap<string, string>,
  who: Group[],
  base: Group[],
  isShare: boolean,
): Regions {
  const many = byPlace(who);
  const all = byPlace(base);
  const names = new Map([...drawn, ...namesOf(base), ...namesOf(who)]);
  const region = (code: string): Region => {
    const here = many.get(code) ?? 0;
    const beside = all.get(code) ?? 0;
    const value = isShare ? (beside > 0 ? here / beside : null) : here > 0 ? here : null;
    const name = names.get(code) ?? code;
    return { code, name, many: here, all: beside, value, isDrawn: drawn.has(code) };
  };
  const others = [...new Set([...many.keys(), ...all.keys()])].filter(
    (code) => code !== NONE && !drawn.has(code),
  );
  return {
    regions: [...drawn.keys()].map(region),
    unplaced: many.get(NONE) ?? 0,
    elsewhere: others.map(region),
  };
}

const NONE = "";

/** The name of a place, as its groups or the drawing say it; its own code where neither does. */
export function nameIn(
  drawn: { code: string; name: string }[] | null,
  place: string | undefined,
  groups: Group[] | undefined,
): string | undefined {
  if (place === undefined) return undefined;
  const told = new Map(namesOf(groups ?? []));
  return told.get(place) ?? drawn?.find(({ code }) => code === place)?.name ?? place;
}

const byPlace = (groups: Group[]): Map<string, number> =>
  new Map(groups.map(({ count, keys: [key] }) => [key?.value ?? NONE, count]));

const namesOf = (groups: Group[]): [string, string][] =>
  groups.flatMap(({ keys: [key, name] }) => (key?.value && name?.value ? [[key.value, name.value]] : []));

const SHARE = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });

/** A share with one decimal, for places differ by little. */
export const fine = (share: number): string => SHARE.format(share).replace("%", "\u00a0%");

export interface Step {
  from: number;
  to: number;
  places: number;
}

/** Steps that hold about as many places each; where many values are alike, as many values each, so
 * that zero never has the colour of the most. */
export function stepsOf(values: number[], most = 5): Step[] {
  const sorted = [...values].sort((a, b) => a - b);
  const distinct = [...new Set(sorted)];
  const many = Math.min(most, distinct.length);
  const cut = (of: number[]) =>
    new Set(Array.from({ length: many }, (_, at) => of[Math.floor((at * of.length) / many)] ?? 0));
  const even = cut(sorted);
  const starts = [...(even.size < many ? cut(distinct) : even)];
  return starts.map((from, at) => {
    const next = starts[at + 1] ?? Infinity;
    const within = sorted.filter((value) => value >= from && value < next);
    return { from, to: within.at(-1) ?? from, places: within.length };
  });
}

/** The step that a value is in. */
export function stepOf(steps: Step[], value: number): number {
  return Math.max(0, steps.findLastIndex(({ from }) => value >= from));
}
