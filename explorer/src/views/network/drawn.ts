// What a selection comes to: persons, and ties among them.
import type { NetworkPersonFragment, NetworkChainQuery } from "../../gql/graphql";
import type { Trouble } from "../../asking/trouble";
import { count } from "../../parts/words";
import { EVERY, KINDS, kindOf, type Kind, type Listed } from "./kinds";
import { CAP } from "./selection";

export interface Node {
  id: string;
  name: string;
  isLiaison: boolean;
  specialty: string | null;
  city: string | null;
  state: string | null;
  influence: number | null;
  papers: number | null;
  circle: number | null;
  circleName: string | null;
  source: string | null;
  knownFrom: string | null;
  /** None where the role may not read it. */
  ties: number | null;
  connector: number | null;
  isConnector: boolean;
}

/** All that ties two, by kind. */
export interface Tie {
  key: string;
  from: string;
  to: string;
  strength: number;
  lastOn: string | null;
  firstOn: string | null;
  kinds: Partial<Record<Kind | "met" | "chain", Listed>>;
}

export type Chain = NetworkChainQuery["introductions"][number];

export interface Drawn {
  nodes: Map<string, Node>;
  ties: Map<string, Tie>;
  /** Of each person whose ties were asked for: how many came, and how many there are. */
  counts: Map<string, { here: number; all: number }>;
  /** Members of the circle or institution: how many there are. */
  members: number | null;
  /** Persons beyond the cap. */
  left: number;
  chain: Chain | null;
  /** Whether a chain was looked for and there is none. */
  isApart: boolean;
  /** Persons whose ties the role may not read, for they are beyond the territory. */
  beyond: Set<string>;
  /** What could not be asked, and why the drawing is less than it could be. */
  notes: string[];
  trouble: Trouble | null;
}

/** An empty drawing. */
export const nothing = (): Drawn => ({
  nodes: new Map(),
  ties: new Map(),
  counts: new Map(),
  members: null,
  left: 0,
  chain: null,
  isApart: false,
  beyond: new Set(),
  notes: [],
  trouble: null,
});

/** The key of the tie of two, whichever comes first. */
export const keyOf = (one: string, other: string): string =>
  one < other ? `${one}|${other}` : `${other}|${one}`;

/** A person as it is drawn. */
export const nodeOf = (person: NetworkPersonFragment): Node => ({
  id: person.personId,
  name: person.name,
  isLiaison: false,
  specialty: person.specialty,
  city: person.city,
  state: person.state,
  influence: person.influence,
  papers: person.paperCount,
  circle: person.community,
  circleName: person.communityName,
  source: person.source,
  knownFrom: person.knownFrom,
  ties: null,
  connector: null,
  isConnector: false,
});

/** A liaison as it is drawn. */
export const liaisonOf = (id: string): Node => ({
  id,
  name: id,
  isLiaison: true,
  specialty: "Liaison",
  city: null,
  state: null,
  influence: null,
  papers: null,
  circle: null,
  circleName: null,
  source: null,
  knownFrom: null,
  ties: null,
  connector: null,
  isConnector: false,
});

/** Add what ties two by one kind; the pair is as strong as its strongest kind. */
export function addTie(
  drawn: Drawn,
  from: string,
  to: string,
  kind: keyof Tie["kinds"],
  listed: Listed,
): void {
  if (from === to) return;
  const key = keyOf(from, to);
  const known = drawn.ties.get(key);
  const [first = from, second = to] = key.split("|");
  if (!known) {
    drawn.ties.set(key, {
      key,
      from: first,
      to: second,
      strength: listed.strength,
      firstOn: listed.firstOn,
      lastOn: listed.lastOn,
      kinds: { [kind]: listed },
    });
    return;
  }
  known.kinds[kind] = listed;
  known.strength = Math.max(known.strength, listed.strength);
  known.firstOn = earlier(known.firstOn, listed.firstOn);
  known.lastOn = later(known.lastOn, listed.lastOn);
}

const earlier = (one: string | null, other: string | null) =>
  one && other ? (one < other ? one : other) : (one ?? other);
const later = (one: string | null, other: string | null) =>
  one && other ? (one > other ? one : other) : (one ?? other);

/** Leave out whom the cap does not hold: `first` stay, then those of the strongest ties. */
export function capped(drawn: Drawn, first: Set<string>): void {
  if (drawn.nodes.size <= CAP) return;
  const best = new Map<string, number>();
  for (const { from, to, strength } of drawn.ties.values()) {
    for (const id of [from, to]) best.set(id, Math.max(best.get(id) ?? 0, strength));
  }
  const rank = (id: string) => (first.has(id) ? 2 : 0) + (best.get(id) ?? 0);
  const kept = [...drawn.nodes.keys()].sort((a, b) => rank(b) - rank(a)).slice(0, CAP);
  drawn.left = drawn.nodes.size - kept.length;
  drawn.nodes = new Map(kept.map((id) => [id, drawn.nodes.get(id)]).filter(isKnown));
  within(drawn);
}

const isKnown = (pair: (string | Node | undefined)[]): pair is [string, Node] =>
  pair[1] !== undefined;

/** Leave out ties to whom is not drawn. */
export function within(drawn: Drawn): void {
  for (const [key, { from, to }] of drawn.ties) {
    if (!drawn.nodes.has(from) || !drawn.nodes.has(to)) drawn.ties.delete(key);
  }
}

/** So many of the strongest ties of each person are drawn in a large drawing. */
const strongest = (many: number): number => (many > 600 ? 3 : 6);

/** Keep of a large drawing what is among the strongest ties of either end. */
export function sparse(drawn: Drawn): void {
  const kept = new Map<string, number>();
  const many = drawn.ties.size;
  const most = strongest(drawn.nodes.size);
  for (const tie of [...drawn.ties.values()].sort((a, b) => b.strength - a.strength)) {
    const [one, other] = [kept.get(tie.from) ?? 0, kept.get(tie.to) ?? 0];
    if (one >= most && other >= most && !tie.kinds.chain) drawn.ties.delete(tie.key);
    kept.set(tie.from, one + 1);
    kept.set(tie.to, other + 1);
  }
  if (drawn.ties.size < many) {
    drawn.notes.push(
      `So that the drawing stays readable, a tie is drawn where it is one of the ${most} strongest of either person: ${count(drawn.ties.size)} of ${count(many)}.`,
    );
  }
}

/** Leave out persons, and whoever hung on nobody but them. */
export function less(drawn: Drawn, without: string[]): void {
  for (const id of without) drawn.nodes.delete(id);
  within(drawn);
}

/** What a tie of the chain rests on, as a tie of the drawing. */
export function listedOf(hop: Chain["hops"][number]): Listed {
  const { strength, firstOn, lastOn, evidenceCount } = hop;
  return { strength, firstOn, lastOn, source: null, knownFrom: null, many: evidenceCount };
}

/** The ends of the hops of a chain, in order. */
export function alongOf(chain: Chain | null): string[] {
  if (!chain) return [];
  const [first] = chain.hops;
  const begin = first?.liaison?.liaisonId ?? first?.from?.personId;
  return [...(begin ? [begin] : []), ...chain.hops.map((hop) => hop.to.personId)];
}

/** What a tie rests on, in words. */
export function toldOf(tie: Tie): string {
  const told = EVERY.flatMap((name) => {
    const listed = tie.kinds[name];
    if (!listed) return [];
    return [listed.many === null && listed.firstOn === null ? KINDS[name].title : KINDS[name].told(listed)];
  });
  if (tie.kinds.met) told.push(`${tie.kinds.met.many ?? "?"} engagements`);
  if (told.length === 0 && tie.kinds.chain) told.push(`${tie.kinds.chain.many ?? "?"} records`);
  return told.join(", ");
}

export { kindOf };
