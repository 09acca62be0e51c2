// What is counted on the map, as the address says it.
import type { PersonFilter } from "../../gql/graphql";
import { listOf, oneOf, text, type State } from "../../parts/address";

export const STATE = {
  state: text,
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

/** The same of one state, or a city of it; of nobody's state where it is `none`. */
export function placeOf(asked: Asked): PersonFilter {
  return {
    ...whoOf(asked),
    ...(asked.state ? { state: asked.state === "none" ? { isNull: true } : { eq: asked.state } } : {}),
    ...(asked.city ? { city: { eq: asked.city } } : {}),
  };
}

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
