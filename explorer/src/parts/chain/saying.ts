// What the records of a chain of ties say, in sentences.
import type { ChainFragment, ChainHopFragment, TieKind } from "../../gql/graphql";
import { dayOf } from "../days";
import { counted, listed, share } from "../words";

/** What makes ties: its kind, how a hop counts it, and its nouns. */
export interface Sort {
  kind: TieKind;
  count: (hop: ChainHopFragment) => number;
  one: string;
  several: string;
  /** The same as a kind. */
  title: string;
}

export const SORTS: Sort[] = [
  sort("ENGAGEMENT", "engagements", "engagement held", "engagements held", "Engagements"),
  sort("PAPER", "papers", "joint paper", "joint papers", "Joint papers"),
  sort("TRIAL", "trials", "joint trial", "joint trials", "Joint trials"),
  sort("GRANT", "grantYears", "year on one grant", "years on one grant", "Grants"),
  sort("COMMITTEE", "committeeYears", "year on one committee", "years on one committee", "Committees"),
  sort("SESSION", "jointSessions", "joint congress session", "joint congress sessions", "Sessions"),
  sort(
    "INSTITUTION",
    "sharedYears",
    "year at one institution",
    "years at one institution",
    "Same institution",
  ),
  sort("PATIENTS", "patientYears", "year with shared patients", "years with shared patients", "Shared patients"),
  sort("PAYMENT", "events", "joint company event", "joint company events", "Company events"),
  sort(
    "SPEAKING",
    "speakingQuarters",
    "shared quarter of speaking fees",
    "shared quarters of speaking fees",
    "Speaking fees",
  ),
  sort(
    "CONSULTING",
    "consultingQuarters",
    "shared quarter of consulting fees",
    "shared quarters of consulting fees",
    "Consulting fees",
  ),
];

type Counts = {
  [Name in keyof ChainHopFragment]: ChainHopFragment[Name] extends number ? Name : never;
}[keyof ChainHopFragment];

function sort(kind: TieKind, name: Counts, one: string, several: string, title: string): Sort {
  return { kind, count: (hop) => hop[name], one, several, title };
}

/** The title of a kind of tie. */
export const titleOf = (kind: TieKind): string =>
  SORTS.find((one) => one.kind === kind)?.title ?? kind;

/** Who stands at the beginning of a hop. */
export const startOf = (hop: ChainHopFragment): string =>
  hop.liaison?.liaisonId ?? hop.from?.name ?? "";

/** `6 joint papers and 2 joint trials`. */
export function restsOn(hop: ChainHopFragment): string {
  const parts = SORTS.filter((one) => one.count(hop) > 0).map((one) =>
    counted(one.count(hop), one.one, one.several),
  );
  return parts.length > 0 ? listed(parts) : "records that are not counted";
}

/** `6 joint papers, the last on 12 Mar 2024`. */
export function told(hop: ChainHopFragment): string {
  const when = hop.lastOn ? `the last on ${dayOf(hop.lastOn)}` : "without a day";
  return `${restsOn(hop)}, ${when}`;
}

/** What a chain asks one to do; whom it leads to is left out where that is said already. */
export function heading({ introducer, to, hops }: ChainFragment, isKnown = false): string {
  const [first] = hops;
  if (!introducer || !first || hops.length < 2) return isKnown ? "You know each other already" : `You know ${to.name} already`;
  const wanted = isKnown ? "" : ` to ${to.name}`;
  if (hops.length === 2) return `Ask ${introducer.name} to introduce you${wanted}`;
  const last = isKnown ? "" : `, who knows ${to.name}`;
  return `Ask ${first.to.name} to put you in touch with ${introducer.name}${last}`;
}

/** What is left where the introducer declines, and without ties of companies. */
export function alternatives(chain: ChainFragment): string[] {
  const { introducer, ifDeclined, withoutIndustry } = chain;
  return [
    ...(introducer ? [declined(introducer.name, ifDeclined)] : []),
    withoutIndustry
      ? `Without company ties: ${share(withoutIndustry.strength)}${through(withoutIndustry)}.`
      : "Without company ties nobody connects you.",
  ];
}

function declined(name: string, other: ChainFragment["ifDeclined"]): string {
  if (!other) return `If ${name} declines, no other chain is known.`;
  if (!other.introducer) return `Without ${name} there is a tie of your own, ${share(other.strength)}.`;
  return `If ${name} declines, ask ${other.introducer.name} (${share(other.strength)}).`;
}

const through = (other: NonNullable<ChainFragment["withoutIndustry"]>): string =>
  other.introducer ? ` through ${other.introducer.name}` : " by a tie of your own";

/** How much more than chance a chain is; nothing where the index does not say. */
export function surprising(chain: ChainFragment): string | null {
  const { surprise } = chain;
  if (surprise === null || surprise === undefined) return null;
  if (surprise < 0.05) return "People with so many ties would be joined as strongly by chance.";
  const odds = 2 ** Math.min(surprise, 40);
  const times = odds < 10 ? odds.toFixed(1) : Math.round(odds).toLocaleString("en-US");
  return `By chance, one in ${times} such pairs would be joined as strongly.`;
}

/** What speaks against a chain: its flags, and the doubts about its hops. */
export function against(chain: ChainFragment): string[] {
  const flags = chain.flags.map(({ about, withoutIndustry, kind }) =>
    kind === "PAYEES_ON_EVERY_CHAIN" && withoutIndustry === false
      ? `${about} Without company ties this does not hold.`
      : about,
  );
  const remarks = chain.hops.flatMap((hop) =>
    hop.evidence.flatMap(({ remark }) =>
      remark ? [`${startOf(hop)} and ${hop.to.name}: a paper that is ${remark}`] : [],
    ),
  );
  return [...new Set([...flags.map(sentence), ...remarks.map(sentence)])];
}

/** Begins with a capital and ends with a full stop. */
export function sentence(words: string): string {
  const said = words.trim();
  if (!said) return said;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? "" : "."}`;
}
