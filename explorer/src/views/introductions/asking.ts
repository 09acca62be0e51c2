// What is asked for by the state of the introductions.
import type { IntroductionsQueryVariables, TieKind } from "../../gql/graphql";
import { SORTS } from "../../parts/chain/saying";
import { day, flag, listOf, number, oneOf, text, type State } from "../../parts/address";

const KINDS = SORTS.map(({ kind }) => kind);

export const STATE = {
  from: text,
  to: text,
  withoutPersons: listOf(text),
  withoutCompanies: listOf(text),
  withoutPlaces: listOf(text),
  withoutKinds: listOf(oneOf<TieKind>(...KINDS)),
  withoutIndustry: flag,
  withoutCompetitors: flag,
  least: number(0, 1),
  years: number(1, 100),
  on: day,
  /** Whether one introducer may stand in several chains. */
  anyIntroducer: flag,
  hops: number(1, 6),
  first: number(1, 20),
  /** The chain that is lit in the drawing, from 1. */
  chain: number(1, 20),
  /** The hop whose records are open, such as `1.2`. */
  records: text,
};

export type Asked = State<typeof STATE>;
export type ToChange = (
  to: { [Name in keyof Asked]: Asked[Name] | undefined },
  how?: { replace?: boolean },
) => void;

export const HOPS = 4;
export const FIRST = 5;

/** The variables of the question; those of the kinds and of the filter go with its evidence. */
export function variablesOf(asked: Asked): IntroductionsQueryVariables {
  return {
    from: asked.from ? [asked.from] : [],
    to: asked.to ? [asked.to] : [],
    first: asked.first ?? FIRST,
    maxHops: asked.hops ?? HOPS,
    kinds: kindsOf(asked),
    filter: filterOf(asked),
  };
}

function kindsOf(asked: Asked): TieKind[] | null {
  const without = asked.withoutKinds;
  return without ? KINDS.filter((kind) => !without.includes(kind)) : null;
}

function filterOf(asked: Asked): IntroductionsQueryVariables["filter"] {
  return {
    differentIntroducers: !asked.anyIntroducer,
    industryTies: !asked.withoutIndustry,
    withoutCompetitors: asked.withoutCompetitors ?? false,
    withoutPersons: asked.withoutPersons ?? null,
    withoutCompanies: asked.withoutCompanies ?? null,
    withoutInstitutions: asked.withoutPlaces ?? null,
    minStrength: asked.least ?? null,
    maxAgeYears: asked.years ?? null,
    asOf: asked.on ?? null,
  };
}

/** Without anything that narrows the question; the two ends stay. */
export const WIDE: { [Name in keyof Asked]: undefined } = {
  withoutPersons: undefined,
  withoutCompanies: undefined,
  withoutPlaces: undefined,
  withoutKinds: undefined,
  withoutIndustry: undefined,
  withoutCompetitors: undefined,
  least: undefined,
  years: undefined,
  on: undefined,
  chain: undefined,
  records: undefined,
};

/** Whether anything narrows the question. */
export const isNarrowed = (asked: Asked): boolean =>
  (Object.keys(WIDE) as (keyof Asked)[]).some(
    (name) => name !== "chain" && name !== "records" && asked[name] !== undefined,
  );

const NAME = "peerline.asker";

/** Who asked last in this browser. */
export const lastAsker = (): string | undefined => localStorage.getItem(NAME) ?? undefined;

export const rememberAsker = (id: string): void => localStorage.setItem(NAME, id);
