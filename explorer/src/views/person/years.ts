// What happened in which year, kind by kind.
import type {
  PersonPaymentYearsQuery,
  PersonTouchYearsQuery,
  PersonYearsQuery,
} from "../../gql/graphql";
import type { Part } from "./sections";

export interface Kind {
  title: string;
  part: Part;
  /** How many by year; none of a year that is not here. */
  years: Map<number, number>;
  /** How many have no year. */
  undated: number;
}

type Groups = { count: number; keys: { value?: string | null }[] }[];

function kind(title: string, part: Part, groups: Groups | undefined): Kind[] {
  if (!groups) return [];
  const years = new Map<number, number>();
  let undated = 0;
  for (const { keys, count } of groups) {
    const year = Number(keys[0]?.value ?? Number.NaN);
    if (Number.isInteger(year)) years.set(year, count);
    else undated += count;
  }
  return [{ title, part, years, undated }];
}

/** The kinds of which an answer is there; touches count once they were held. */
export function kindsOf(
  works: PersonYearsQuery | undefined,
  payments: PersonPaymentYearsQuery | undefined,
  touches: PersonTouchYearsQuery | undefined,
): Kind[] {
  const held = kind("Touches", "relationship", touches?.person?.engagements.groups);
  return [
    ...kind("Papers", "papers", works?.person?.papers.groups),
    ...kind("Trials started", "trials", works?.person?.trials.groups),
    ...kind("Congress roles", "congresses", works?.person?.sessions.groups),
    ...kind("Payments", "payments", payments?.person?.payments.groups),
    ...held.map((one) => ({ ...one, undated: 0 })),
  ];
}

/** Every year from the first to the last in which anything happened, 30 at most. */
export function yearsOf(kinds: Kind[]): number[] {
  const known = kinds.flatMap(({ years }) => [...years.keys()]);
  if (known.length === 0) return [];
  const last = Math.max(...known);
  const first = Math.max(Math.min(...known), last - 29);
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}
