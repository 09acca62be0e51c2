// The brief as sections of statements, each with the numbers of its records.
import type { BriefQuery, TieKind } from "../../gql/graphql";
import { against, alternatives, heading, startOf, told } from "../../parts/chain/saying";
import { Numbering, type CitedRecord } from "../../parts/citing";
import { share } from "../../parts/words";

export type BriefAnswer = BriefQuery["introductionBrief"];
type Chain = BriefAnswer["introductions"][number];
type Hop = Chain["hops"][number];
type Fact = BriefAnswer["lastTouch"];

export interface Statement {
  said: string;
  numbers: number[];
}

export interface Tie extends Statement {
  between: string;
  lastOn: string | null;
  strength: number;
  doubts: string[];
}

export interface Way {
  title: string;
  strength: number;
  ties: Tie[];
  said: Statement[];
  against: string[];
}

export interface Told {
  about: Statement[];
  influence: Statement[];
  ways: Way[];
  unreached: Statement[];
  uncovered: string[];
  common: Statement[];
  lastTouch: Statement[];
  screenings: Statement[];
  records: CitedRecord[];
}

const EVIDENCE = 2;
const MOST_UNCOVERED = 8;
const TYPES: Partial<Record<TieKind, string>> = {
  PAPER: "Paper",
  TRIAL: "Trial",
  SESSION: "Session",
  ENGAGEMENT: "Engagement",
  PAYMENT: "Payment",
  SPEAKING: "Payment",
  CONSULTING: "Payment",
  GRANT: "Grant",
  INSTITUTION: "Institution",
  COMMITTEE: "Society",
  PATIENTS: "Shared patients",
};

/** All that a brief says, with its records numbered in the order of reading. */
export function toldOf(brief: BriefAnswer): Told {
  const numbering = new Numbering();
  const cite = (facts: Fact[]) =>
    facts.map(({ said, records }) => ({ said, numbers: numbering.of(records) }));
  return {
    about: cite(brief.about),
    influence: cite(brief.influence),
    ways: brief.introductions.map((chain) => wayOf(chain, numbering)),
    unreached: brief.unreached ? cite([brief.unreached]) : [],
    uncovered: someOf([...new Set(brief.introductions.flatMap(({ uncovered }) => uncovered))]),
    common: cite(brief.common),
    lastTouch: cite([brief.lastTouch]),
    screenings: cite(brief.screenings),
    records: numbering.records,
  };
}

function wayOf(chain: Chain, numbering: Numbering): Way {
  const ties = chain.hops.map((hop) => tieOf(hop, numbering));
  const weakest = chain.hops[chain.weakest - 1];
  const said: Statement[] = alternatives(chain).map((one) => ({ said: one, numbers: [] }));
  if (weakest && ties.length > 1) {
    said.unshift({
      said: `The weakest tie is that of ${startOf(weakest)} and ${weakest.to.name}, ${share(weakest.strength)}.`,
      numbers: ties[chain.weakest - 1]?.numbers ?? [],
    });
  }
  return { title: heading(chain), strength: chain.strength, ties, said, against: against(chain) };
}

function tieOf(hop: Hop, numbering: Numbering): Tie {
  const shown = hop.evidence.slice(0, EVIDENCE);
  const more = hop.evidenceCount - shown.length;
  return {
    between: `${startOf(hop)} and ${hop.to.name}`,
    said: `${told(hop)}${more > 0 ? ` (${more} more records not cited)` : ""}.`,
    numbers: numbering.of(shown.map(recordOf)),
    lastOn: hop.lastOn ?? null,
    strength: hop.strength,
    doubts: hop.doubts,
  };
}

function recordOf(one: Hop["evidence"][number]): CitedRecord {
  return {
    kind: TYPES[one.kind] ?? one.kind,
    record: one.record,
    title: one.title,
    day: one.happenedOn,
    source: one.source,
  };
}

function someOf(words: string[]): string[] {
  const left = words.length - MOST_UNCOVERED;
  return left > 0 ? [...words.slice(0, MOST_UNCOVERED), `and ${left} more`] : words;
}
