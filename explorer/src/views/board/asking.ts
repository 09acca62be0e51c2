// Who may be invited and what a good board is, by the state of the view.
import type { BoardQueryVariables, Region, Standing } from "../../gql/graphql";
import { listOf, number, oneOf, text, type Change, type State } from "../../parts/address";

export const REGIONS: { value: Region; label: string }[] = [
  { value: "NORTHEAST", label: "Northeast" },
  { value: "MIDWEST", label: "Midwest" },
  { value: "SOUTH", label: "South" },
  { value: "WEST", label: "West" },
];

export const STANDINGS: { value: Standing; label: string }[] = [
  { value: "INFLUENCE", label: "Influence in the network of ties" },
  { value: "SCIENTIFIC", label: "Scientific: papers and citations" },
  { value: "CLINICAL", label: "Clinical: trials and services" },
  { value: "NETWORK", label: "Network within the cohort" },
  { value: "DIGITAL", label: "Digital: posts, webinars, podcasts" },
];

export const STATE = {
  topic: text,
  topics: listOf(text, 40),
  seats: number(1, 30),
  specialty: listOf(text, 20),
  state: listOf(text, 60),
  papers: number(1, 10_000),
  regions: listOf(oneOf<Region>(...REGIONS.map(({ value }) => value))),
  standing: oneOf<Standing>(...STANDINGS.map(({ value }) => value)),
  perInstitution: number(1, 30),
  perSponsor: number(1, 30),
  perCommunity: number(1, 30),
  withoutPayees: listOf(text, 20),
  withoutSpeakers: listOf(text, 20),
  include: listOf(text, 30),
  exclude: listOf(text, 100),
};

export type Asked = State<typeof STATE>;
export type ToChange = Change<typeof STATE>;
/** What is being set, before it is asked. */
export type Draft = { [Name in keyof Asked]?: Asked[Name] | undefined };

export const SEATS = 8;

/** The variables of the question. */
export function variablesOf(asked: Asked): BoardQueryVariables {
  return {
    rule: ruleOf(asked),
    seats: asked.seats ?? SEATS,
    topic: asked.topic ?? null,
    topics: asked.topics ?? null,
    constraints: {
      regions: asked.regions ?? null,
      perInstitution: asked.perInstitution ?? null,
      perSponsor: asked.perSponsor ?? null,
      perCommunity: asked.perCommunity ?? null,
      withoutPayees: asked.withoutPayees ?? null,
      withoutSpeakers: asked.withoutSpeakers ?? null,
      include: asked.include ?? null,
      exclude: asked.exclude ?? null,
    },
    measure: { standing: asked.standing ?? null },
  };
}

function ruleOf(asked: Asked): BoardQueryVariables["rule"] {
  const parts = {
    ...(asked.specialty ? { specialty: { in: asked.specialty } } : {}),
    ...(asked.state ? { state: { in: asked.state } } : {}),
    ...(asked.papers ? { paperCount: { gte: asked.papers } } : {}),
  };
  return Object.keys(parts).length > 0 ? parts : null;
}

/** A limit as the form calls it, of the argument that the server names. */
export function limitOf(argument: string): string {
  const names: Record<string, string> = {
    perInstitution: "seats of one institution",
    perSponsor: "seats with one sponsor",
    perCommunity: "seats of one circle",
    least: "least seats of a region",
    seats: "seats",
    include: "those who must be in",
    topics: "topics",
  };
  return names[argument] ?? argument;
}
