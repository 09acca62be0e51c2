// The mail that asks for an introduction: only what public records of joint work say.
import type { ChainFragment, ChainHopFragment, TieKind } from "../../gql/graphql";
import { SORTS, startOf } from "../../parts/chain/saying";
import { dayOf } from "../../parts/days";
import { counted, listed, placeOf } from "../../parts/words";

// Payments and shared patients are nothing to write to somebody about.
const SAYABLE: TieKind[] = ["ENGAGEMENT", "PAPER", "TRIAL", "GRANT", "COMMITTEE", "SESSION"];

/** The subject and the text of a mail to the first person of a chain. */
export function mailOf(chain: ChainFragment): { subject: string; text: string } {
  const [first, ...rest] = chain.hops;
  const target = chain.to;
  const subject = `An introduction to ${target.name}`;
  if (!first) return { subject, text: "" };
  const about = target.specialty || target.city || target.state ? ` (${placeOf(target)})` : "";
  const others = rest.map((hop) => common(hop, first.to.personId)).filter(Boolean);
  const parts = [
    `Dear ${first.to.name},`,
    met(first),
    `I would like to meet ${target.name}${about}. ${others.join(" ")}`.trim(),
    request(chain, first),
    "Kind regards,",
  ];
  return { subject, text: parts.filter(Boolean).join("\n\n") };
}

function met(hop: ChainHopFragment): string {
  if (hop.liaison) return hop.lastOn ? `We last met on ${dayOf(hop.lastOn)}.` : "";
  const counts = countsOf(hop);
  return counts ? `The two of us have ${counts}.` : "";
}

function common(hop: ChainHopFragment, reader: string): string {
  const counts = countsOf(hop);
  if (!counts) return "";
  const who =
    hop.from?.personId === reader
      ? `You and ${hop.to.name}`
      : `${startOf(hop)} and ${hop.to.name}`;
  const latest = hop.evidence.find(({ kind, title }) => SAYABLE.includes(kind) && title);
  const named = latest?.title ? `, the latest “${latest.title.replace(/\.$/, "")}”` : "";
  const when = latest?.title && latest.happenedOn ? ` (${latest.happenedOn.slice(0, 4)})` : "";
  return `${who} have ${counts}${named}${when}.`;
}

function countsOf(hop: ChainHopFragment): string {
  const parts = SORTS.filter((one) => SAYABLE.includes(one.kind) && one.count(hop) > 0).map((one) =>
    counted(one.count(hop), one.one, one.several),
  );
  return parts.length > 0 ? listed(parts) : "";
}

function request({ introducer, to, hops }: ChainFragment, first: ChainHopFragment): string {
  if (!introducer || hops.length < 2) return "Would you have time to talk?";
  if (introducer.personId === first.to.personId) return `Would you introduce us?`;
  return `Would you put me in touch with ${introducer.name}, who may introduce me to ${to.name}?`;
}
