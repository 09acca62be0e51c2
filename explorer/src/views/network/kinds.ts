// The kinds of tie that the drawing knows, and how each is asked for and said.
import type { TieKind } from "../../gql/graphql";
import * as asked from "../../gql/graphql";
import { counted } from "../../parts/words";
import type { Document } from "../../asking/client";

/** A kind of tie as it stands in the address. */
export type Kind =
  | "work"
  | "events"
  | "speaking"
  | "consulting"
  | "institution"
  | "patients"
  | "committee"
  | "session"
  | "grant";

/** A tie as the lists of all kinds give it. */
export interface Listed {
  strength: number;
  firstOn: string | null;
  lastOn: string | null;
  source: string | null;
  knownFrom: string | null;
  many: number | null;
  others?: number;
}

interface Star<Node> {
  person: {
    list: {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
      edges: (Listed & { node: Node })[];
    };
  } | null;
}

interface Among {
  people: {
    nodes: { personId: string; list: { edges: (Listed & { node: { personId: string } })[] } }[];
  };
}

interface StarVariables {
  id: string;
  filter: object | null;
  first: number;
  after: string | null;
  [more: string]: unknown;
}

interface AmongVariables {
  ids: string[];
  filter: object | null;
  first: number;
  each: number;
  [more: string]: unknown;
}

interface OfKind {
  title: string;
  /** What stands behind it, in one line. */
  says: string;
  /** Whether the record shows that the two met or worked together. */
  isProof: boolean;
  /** Its list of a person, in filters. */
  list: string;
  made: TieKind[];
  star: Document<Star<asked.NetworkPersonFragment>, StarVariables>;
  among: Document<Among, AmongVariables>;
  told: (tie: Listed) => string;
}

const kind = (given: Omit<OfKind, "star" | "among"> & { star: object; among: object }): OfKind =>
  given as OfKind;

const noted = (one: string, several?: string) => (tie: Listed) =>
  tie.many === null ? `${several ?? `${one}s`}, how many is not known` : counted(tie.many, one, several);

export const KINDS: Record<Kind, OfKind> = {
  work: kind({
    title: "Papers and trials",
    says: "Joint papers of at most 50 authors, and trials that name both",
    isProof: true,
    list: "ties",
    made: ["PAPER", "TRIAL"],
    star: asked.NetworkStarWorkDocument,
    among: asked.NetworkAmongWorkDocument,
    told: ({ many, others }) =>
      [many ? counted(many, "paper") : "", others ? counted(others, "trial") : ""]
        .filter(Boolean)
        .join(", ") || "Records not counted",
  }),
  events: kind({
    title: "Events",
    says: "Events in one city on one day that one company paid both for",
    isProof: true,
    list: "eventTies",
    made: ["PAYMENT"],
    star: asked.NetworkStarEventDocument,
    among: asked.NetworkAmongEventDocument,
    told: noted("event"),
  }),
  institution: kind({
    title: "Institution",
    says: "Records of both at one institution in the same year",
    isProof: false,
    list: "institutionTies",
    made: ["INSTITUTION"],
    star: asked.NetworkStarInstitutionDocument,
    among: asked.NetworkAmongInstitutionDocument,
    told: noted("shared year"),
  }),
  grant: kind({
    title: "Grants",
    says: "One grant of NIH in the same fiscal year",
    isProof: true,
    list: "grantTies",
    made: ["GRANT"],
    star: asked.NetworkStarGrantDocument,
    among: asked.NetworkAmongGrantDocument,
    told: noted("year on a grant", "years on grants"),
  }),
  committee: kind({
    title: "Committees",
    says: "One committee, panel or board of a society in the same year",
    isProof: true,
    list: "committeeTies",
    made: ["COMMITTEE"],
    star: asked.NetworkStarCommitteeDocument,
    among: asked.NetworkAmongCommitteeDocument,
    told: noted("year on a committee", "years on committees"),
  }),
  session: kind({
    title: "Sessions",
    says: "One session of a congress, of at most 50 persons",
    isProof: true,
    list: "sessionTies",
    made: ["SESSION"],
    star: asked.NetworkStarSessionDocument,
    among: asked.NetworkAmongSessionDocument,
    told: noted("session"),
  }),
  patients: kind({
    title: "Shared patients",
    says: "Patients of the one who came to the other; no proof that the two have met",
    isProof: false,
    list: "patientTies",
    made: ["PATIENTS"],
    star: asked.NetworkStarPatientDocument,
    among: asked.NetworkAmongPatientDocument,
    told: noted("patient in common", "patients in common"),
  }),
  speaking: kind({
    title: "Fellow speakers",
    says: "One company paid both for speaking in one quarter; no proof that the two have met",
    isProof: false,
    list: "speakingTies",
    made: ["SPEAKING"],
    star: asked.NetworkStarSpeakingDocument,
    among: asked.NetworkAmongSpeakingDocument,
    told: noted("quarter of speaking", "quarters of speaking"),
  }),
  consulting: kind({
    title: "Fellow consultants",
    says: "One company paid both for consulting in one quarter; no proof that the two have met",
    isProof: false,
    list: "consultingTies",
    made: ["CONSULTING"],
    star: asked.NetworkStarConsultingDocument,
    among: asked.NetworkAmongConsultingDocument,
    told: noted("quarter of consulting", "quarters of consulting"),
  }),
};

export const EVERY = Object.keys(KINDS) as Kind[];

/** The kinds that a record's kind belongs to. */
export const kindOf = (made: TieKind): Kind | undefined =>
  EVERY.find((name) => KINDS[name].made.includes(made));
