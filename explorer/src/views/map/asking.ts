// What is counted on the map, as the address says it.
import type { PersonFilter } from "../../gql/graphql";
import { listOf, oneOf, text, type State } from "../../parts/address";
import { NUMBER } from "./states";

export const STATE = {
  level: oneOf("county"),
  state: text,
  county: text,
  city: text,
  specialty: listOf(text),
  topic: text,
  list: text,
  who: oneOf("influential", "emerging"),
  as: oneOf("share"),
  twin: oneOf("table"),
  by: text,
  up: oneOf("yes"),
};

export type Asked = State<typeof STATE>;

/** The chance from which somebody counts as emerging here. */
export const CHANCE = 0.25;

/** The filter of all that are looked at. */
export function baseOf({ specialty, topic, list }: Asked): PersonFilter {
  return {
    ...(specialty ? { specialty: { in: specialty } } : {}),
    ...(topic ? { topic } : {}),
    ...(list ? { inSegment: { segments: [list] } } : {}),
  };
}

/** The filter of those who are counted among them. */
export function whoOf(asked: Asked): PersonFilter {
  const who: PersonFilter =
    asked.who === "influential"
      ? { isVisible: true }
      : asked.who === "emerging"
        ? { emerging: { gte: CHANCE } }
        : {};
  return { ...baseOf(asked), ...who };
}

/** The state of which counties are shown; none where states are. */
export const insideOf = ({ level, state }: Asked): string | undefined =>
  level === "county" && state && NUMBER.has(state) ? state : undefined;

/** The same of one state, or a county or a city of it; of what no source says where it is `none`. */
export function placeOf(asked: Asked): PersonFilter {
  const is = (one: string) => (one === "none" ? { isNull: true } : { eq: one });
  return {
    ...whoOf(asked),
    ...(asked.state ? { state: is(asked.state) } : {}),
    ...(asked.county ? { county: is(asked.county) } : {}),
    ...(asked.city ? { city: { eq: asked.city } } : {}),
  };
}

/** A filter of all people, narrowed to those of a state. */
export const within = (filter: PersonFilter, state: string | undefined): PersonFilter =>
  state ? { ...filter, state: { eq: state } } : filter;

export type Level = "state" | "county";

/** What the places of a level are called. */
export const WORDS: Record<Level, { one: string; several: string; title: string }> = {
  state: { one: "state", several: "states", title: "State" },
  county: { one: "county", several: "counties", title: "County" },
};

export const WHO = {
  everybody: "People",
  influential: "In the top tenth",
  emerging: "Emerging experts",
} as const;

/** What a value of the map says. */
export const MEANT: Record<keyof typeof WHO, string> = {
  everybody: "All who are in a loaded source",
  influential: "In the top tenth by current standing",
  emerging: `A chance of ${CHANCE} or more of being among the first 5 % within three years`,
};
