// Which list is asked for, by the state of the view.
import {
  ListConnectorsDocument,
  ListEmergingConnectorsDocument,
  ListEmergingDocument,
  ListInfluencersDocument,
  type ConcludedFragment,
  type ListedFragment,
  type ListInfluencersQueryVariables,
} from "../../gql/graphql";
import { flag, listOf, number, oneOf, text, type State } from "../../parts/address";
import type { Sort } from "../../parts/Table";

export type Row = ListedFragment & Partial<ConcludedFragment>;

export const STATE = {
  list: oneOf("influencers", "connectors", "emerging", "emergingConnectors"),
  state: listOf(text),
  county: listOf(text),
  specialty: listOf(text),
  topic: text,
  papers: number(1, 100_000),
  hidden: flag,
  segment: text,
  by: text,
  up: flag,
  without: listOf(text),
  chosen: listOf(text, 200),
};

export type Shown = State<typeof STATE>;
export type List = NonNullable<Shown["list"]>;

/** Each list: what it is called, what it says, the root field it asks, and its own order. */
export const LISTS = {
  influencers: {
    title: "Influencers",
    says: "Who stands highest on ties: joint papers and trials, weighted by strength.",
    asks: "influencers",
    by: "influence",
    document: ListInfluencersDocument,
  },
  connectors: {
    title: "Connectors",
    says: "Who joins circles that would else be far apart.",
    asks: "connectors",
    by: "connector",
    document: ListConnectorsDocument,
  },
  emerging: {
    title: "Emerging",
    says: "Who is likely to rank among the first five in a hundred within three years, and does not yet.",
    asks: "emerging",
    by: "emerging",
    document: ListEmergingDocument,
  },
  emergingConnectors: {
    title: "Emerging connectors",
    says: "Who rises, and joins circles already.",
    asks: "emergingConnectors",
    by: "emerging",
    document: ListEmergingConnectorsDocument,
  },
} as const;

// By what the server can sort, for each column that can be sorted by.
const ORDERS: Record<string, string> = {
  name: "LAST_NAME",
  influence: "INFLUENCE",
  tieCount: "TIE_COUNT",
  connector: "CONNECTOR",
  circlesJoined: "CIRCLES_JOINED",
  emerging: "EMERGING",
  paperCount: "PAPER_COUNT",
  trialCount: "TRIAL_COUNT",
  lastPaperOn: "LAST_PAPER_ON",
  scientificInfluence: "SCIENTIFIC_INFLUENCE",
  clinicalInfluence: "CLINICAL_INFLUENCE",
  networkInfluence: "NETWORK_INFLUENCE",
  digitalInfluence: "DIGITAL_INFLUENCE",
  crossIndustryInfluence: "CROSS_INDUSTRY_INFLUENCE",
  publicationChange: "PUBLICATION_CHANGE",
  volumeChange: "VOLUME_CHANGE",
  centralityChange: "CENTRALITY_CHANGE",
};

export const isSortable = (column: string): boolean => column in ORDERS;

/** The order of the view; the list's own where none is asked for. */
export function sortOf(shown: Shown): Sort {
  const list = LISTS[shown.list ?? "influencers"];
  if (shown.by === undefined || !isSortable(shown.by)) return { by: list.by, isUp: false };
  return { by: shown.by, isUp: shown.up ?? false };
}

type Variables = Pick<ListInfluencersQueryVariables, "filter" | "orderBy">;

/** The filter and the order that the server is asked for. */
export function variablesOf(shown: Shown): Variables {
  const filter = {
    ...(shown.state ? { state: { in: shown.state } } : {}),
    ...(shown.county ? { county: { in: shown.county } } : {}),
    ...(shown.specialty ? { specialty: { in: shown.specialty } } : {}),
    ...(shown.topic ? { topic: shown.topic } : {}),
    ...(shown.papers ? { paperCount: { gte: shown.papers } } : {}),
    ...(shown.hidden ? { isVisible: false } : {}),
    ...(shown.segment ? { inSegment: { segments: [shown.segment] } } : {}),
  };
  const { by, isUp } = sortOf(shown);
  const isOwn = shown.by === undefined || !isSortable(shown.by);
  const order = { field: ORDERS[by], direction: isUp ? "ASC" : "DESC" };
  return {
    filter: Object.keys(filter).length > 0 ? filter : null,
    orderBy: isOwn ? null : ([order] as Variables["orderBy"]),
  };
}
