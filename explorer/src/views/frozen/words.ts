// What is said of a frozen list and of those who are on it.
import type { FrozenFactsFragment, FrozenPersonsQuery } from "../../gql/graphql";
import { count } from "../../parts/words";

export type List = FrozenFactsFragment;
export type Judgement = NonNullable<List["judgement"]>;
export type Part = Judgement["parts"][number];
export type Row = FrozenPersonsQuery["frozenPersons"]["edges"][number];

const SHOWN = 100;

/** The part by which a list is told in one line: the first 100, or all of a shorter one. */
export const partOf = ({ parts }: Judgement): Part | undefined =>
  parts.find(({ first }) => first === SHOWN) ?? parts.at(-1);

/** How many would have risen of those of whom it is known, had they been drawn by chance. */
export function byChance(part: Part, base: number): string {
  const expected = base * (part.first - part.unknown);
  return count(expected < 10 ? Math.round(expected * 10) / 10 : Math.round(expected));
}

/** `88 of the first 100 rose; by chance 5`. */
export function resultOf(part: Part, base: number): string {
  if (part.unknown >= part.first) return `Of none of the first ${count(part.first)} is it known`;
  const said = `${count(part.rose)} of the first ${count(part.first)} rose; by chance ${byChance(part, base)}`;
  return part.unknown > 0 ? `${said}; of ${count(part.unknown)} it is not known` : said;
}

/** How right a list was, in words; where that is not known, why. */
export function saidOf(list: List): string {
  const part = list.judgement && partOf(list.judgement);
  if (list.judgement && part) return `${resultOf(part, list.judgement.base)}.`;
  const why = list.unjudged ?? "it was not judged";
  return `Not known yet: ${why}.`;
}

/** `End of 2020`; of a file that is no list its name. */
export const titleOf = (list: List): string =>
  list.isWhole && list.asOf ? `End of ${list.asOf.slice(0, 4)}` : list.id;

/** How many times as many rose as by chance. */
export const times = (lift: number): string => count(Math.round(lift * 10) / 10);

/** `Emerging experts, end of 2020`, the name of a list that is opened or saved. */
export const nameOf = (list: List): string => `Emerging experts, ${titleOf(list).toLowerCase()}`;

/** What became of a person of a list. */
export function becameOf(row: Row): string {
  if (row.rose === true) return "Rose";
  if (row.rose === false) return "Did not rise";
  return row.unknown ? `Not known: ${row.unknown}` : "Not known yet";
}

/** What the persons of a list were to gain. */
export const GAINED = {
  CITATIONS: "citations",
  PAPERS_AND_TIES: "papers and ties into other circles",
} as const;
