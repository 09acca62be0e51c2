// Asks for all that a selection names and puts it together.
import type { Client } from "@urql/core";
import {
  NetworkChainDocument,
  NetworkLiaisonDocument,
  NetworkMembersDocument,
  NetworkMetDocument,
  NetworkPersonsDocument,
  NetworkStandingDocument,
  type NetworkPersonFragment,
  type PersonFilter,
} from "../../gql/graphql";
import { mayAsk, type Me } from "../../shell/me";
import { count, counted } from "../../parts/words";
import { answer, each, PAGE, parts, Refused, walk } from "./asking";
import {
  addTie,
  alongOf,
  capped,
  less,
  liaisonOf,
  listedOf,
  nodeOf,
  nothing,
  sparse,
  within,
  type Drawn,
} from "./drawn";
import { KINDS, type Kind } from "./kinds";
import { pastAmong, pastTies } from "./past";
import { CAP, chosenOf, kindsOf, MEMBERS, type Selection } from "./selection";

const BATCH = 50;
/** So many ties to others of the drawing are asked for of each person. */
const EACH = 12;
/** So many persons can be named in a filter. */
const NAMED = 200;

/** All that the selection names; what could not be asked stands among its notes. */
export async function gather(client: Client, me: Me, selection: Selection): Promise<Drawn> {
  const drawn = nothing();
  const chosen = chosenOf(selection);
  await guarded(drawn, () => members(client, drawn, selection));
  await each(chosen.filter(({ ties }) => ties > 0), ({ id, ties }) =>
    guarded(drawn, () => star(client, drawn, selection, id, ties)),
  );
  await guarded(drawn, () => chain(client, me, drawn, selection));
  const named = [...chosen.map(({ id }) => id), ...[selection.start, selection.end].filter(isText)];
  await guarded(drawn, () => persons(client, me, drawn, named));
  less(drawn, selection.without ?? []);
  capped(drawn, new Set([...named, ...alongOf(drawn.chain)]));
  if (drawn.nodes.size > 2) await guarded(drawn, () => among(client, drawn, selection));
  kept(drawn, selection);
  bounded(drawn, me);
  if (mayAsk(me, "connectors")) await guarded(drawn, () => standing(client, drawn));
  return drawn;
}

const isText = (given: string | undefined): given is string => Boolean(given);

/** What is refused takes nothing from the rest: the first trouble is kept. */
async function guarded(drawn: Drawn, work: () => Promise<void>): Promise<void> {
  // Who stops waiting waits for nothing of the rest.
  if (drawn.trouble?.kind === "stopped") return;
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure;
    drawn.trouble ??= failure.trouble;
  }
}

/** A filter of a person's list that holds for its edges: of some strength, and not too old. */
export function fresh(kind: Kind, id: string, selection: Selection): PersonFilter | null {
  const { least, since } = selection;
  if (!least && !since) return null;
  const edge = {
    node: { personId: { eq: id } },
    ...(least ? { strength: { gte: least } } : {}),
    ...(since ? { lastOn: { gte: since } } : {}),
  };
  return { [KINDS[kind].list]: edge };
}

async function star(
  client: Client,
  drawn: Drawn,
  selection: Selection,
  id: string,
  most: number,
): Promise<void> {
  const counts = { here: 0, all: 0 };
  if (selection.on) {
    Object.assign(counts, await pastTies(client, drawn, selection, id, most));
  } else {
    for (const kind of kindsOf(selection)) {
      const told = await starOf(client, drawn, kind, id, most, fresh(kind, id, selection));
      counts.here += told.here;
      counts.all += told.all;
    }
    if (selection.met) await met(client, drawn, id);
  }
  drawn.counts.set(id, counts);
}

async function starOf(
  client: Client,
  drawn: Drawn,
  kind: Kind,
  id: string,
  most: number,
  filter: PersonFilter | null,
): Promise<{ here: number; all: number }> {
  return walk(most, async (first, after) => {
    const { person } = await answer(client, KINDS[kind].star, { id, filter, first, after });
    for (const { node, ...listed } of person?.list.edges ?? []) {
      keep(drawn, node);
      addTie(drawn, id, node.personId, kind, listed);
    }
    return person && { ...person.list, many: person.list.edges.length };
  });
}

/** Put a person into the drawing. */
export function keep(drawn: Drawn, person: NetworkPersonFragment): void {
  if (!drawn.nodes.has(person.personId)) drawn.nodes.set(person.personId, nodeOf(person));
}

async function met(client: Client, drawn: Drawn, id: string): Promise<void> {
  const { person } = await answer(client, NetworkMetDocument, { id });
  for (const { node, ...listed } of person?.metBy.edges ?? []) {
    if (!drawn.nodes.has(node.liaisonId)) drawn.nodes.set(node.liaisonId, liaisonOf(node.liaisonId));
    addTie(drawn, id, node.liaisonId, "met", listed);
  }
}

async function members(client: Client, drawn: Drawn, selection: Selection): Promise<void> {
  const { circle, institution, members: most = MEMBERS } = selection;
  if (circle === undefined && !institution) return;
  const filter = {
    ...(circle === undefined ? {} : { community: { eq: circle } }),
    ...(institution ? { institution } : {}),
  };
  const { all } = await walk(most, async (first, after) => {
    const { people } = await answer(client, NetworkMembersDocument, { filter, first, after });
    for (const person of people.nodes) keep(drawn, person);
    return { ...people, many: people.nodes.length };
  });
  drawn.members = all;
}

/** Those of the named who are not in the drawing yet; who is no person is a liaison or nobody. */
async function persons(client: Client, me: Me, drawn: Drawn, named: string[]): Promise<void> {
  const missing = [...new Set(named)].filter((id) => !drawn.nodes.has(id));
  for (const some of parts(missing, PAGE)) {
    const ids = some.map((id) => `Person:${id}`);
    const { nodes } = await answer(client, NetworkPersonsDocument, { ids });
    for (const person of nodes) if (isPerson(person)) keep(drawn, person);
  }
  const unknown = missing.filter((id) => !drawn.nodes.has(id));
  if (mayAsk(me, "liaisons")) await liaisons(client, drawn, unknown.slice(0, 2));
  const nobody = unknown.filter((id) => !drawn.nodes.has(id));
  if (nobody.length > 0) drawn.notes.push(`Nobody has the id ${nobody.slice(0, 3).join(", ")}.`);
}

const isPerson = (node: object | null): node is NetworkPersonFragment =>
  node !== null && "personId" in node;

async function liaisons(client: Client, drawn: Drawn, ids: string[]): Promise<void> {
  for (const id of ids) {
    const { node } = await answer(client, NetworkLiaisonDocument, { id: `Liaison:${id}` });
    if (node && "liaisonId" in node) drawn.nodes.set(id, liaisonOf(id));
  }
}

async function chain(client: Client, me: Me, drawn: Drawn, selection: Selection): Promise<void> {
  const { start, end, least, since, on, without } = selection;
  if (!start || !end || start === end) return;
  if (!mayAsk(me, "introductions")) {
    drawn.notes.push("Chains between two persons are not for your role.");
    return;
  }
  const variables = {
    from: start,
    to: end,
    kinds: selection.kinds ? kindsOf(selection).flatMap((kind) => KINDS[kind].made) : null,
    filter: {
      minStrength: least ?? null,
      maxAgeYears: since ? yearsSince(since, on) : null,
      asOf: on ?? null,
      withoutPersons: without ?? null,
    },
  };
  const { introductions } = await answer(client, NetworkChainDocument, variables);
  const [best] = introductions;
  drawn.chain = best ?? null;
  drawn.isApart = !best;
  for (const hop of best?.hops ?? []) {
    const from = hop.liaison?.liaisonId ?? hop.from?.personId ?? "";
    if (hop.liaison) drawn.nodes.set(from, liaisonOf(from));
    else if (hop.from) keep(drawn, hop.from);
    keep(drawn, hop.to);
    addTie(drawn, from, hop.to.personId, "chain", listedOf(hop));
  }
}

/** Years from one day to another, or to today. */
export const yearsSince = (since: string, on?: string): number =>
  Math.max(0, ((on ? Date.parse(on) : Date.now()) - Date.parse(since)) / (365.25 * 86_400_000));

async function among(client: Client, drawn: Drawn, selection: Selection): Promise<void> {
  if (selection.on) return pastAmong(client, drawn, selection);
  const ids = [...drawn.nodes.values()].filter(({ isLiaison }) => !isLiaison).map(({ id }) => id);
  const isLarge = ids.length > NAMED;
  const filter = isLarge ? wider(selection) : { personId: { in: ids } };
  const batches = kindsOf(selection).flatMap((kind) =>
    parts(ids, BATCH).map((some) => ({ kind, some })),
  );
  await each(batches, async ({ kind, some }) => {
    const variables = { ids: some, filter, first: some.length, each: isLarge ? 40 : EACH };
    const { people } = await answer(client, KINDS[kind].among, variables);
    for (const { personId, list } of people.nodes) {
      for (const { node, ...listed } of list.edges) {
        if (drawn.nodes.has(node.personId)) addTie(drawn, personId, node.personId, kind, listed);
      }
    }
  });
  if (isLarge) sparse(drawn);
}

/** Of a large drawing ids would be a filter too slow; what all have in common is quick. */
function wider({ id, circle, institution }: Selection): PersonFilter | null {
  if (id?.length) return null;
  if (circle !== undefined) return { community: { eq: circle } };
  return institution ? { institution } : null;
}

/** Only ties that are strong and fresh enough; those of the chain stay. */
function kept(drawn: Drawn, { least, since }: Selection): void {
  for (const [key, tie] of drawn.ties) {
    const isWeak = least !== undefined && tie.strength < least;
    const isOld = since !== undefined && (tie.lastOn ?? "") < since;
    if ((isWeak || isOld) && !tie.kinds.chain) drawn.ties.delete(key);
  }
  within(drawn);
  if (drawn.left > 0) {
    drawn.notes.push(
      `${count(CAP)} persons are drawn at most; ${count(drawn.left)} with the weakest ties are left out. Ask for fewer ties, or a greater least strength.`,
    );
  }
}

/** A liaison reads ties of the own territory alone: none that is silent must look like none. */
function bounded(drawn: Drawn, { role, territory }: Me): void {
  if (role !== "liaison") return;
  for (const { id, state, isLiaison } of drawn.nodes.values()) {
    if (!isLiaison && !territory.includes(state ?? "")) drawn.beyond.add(id);
  }
  if (drawn.beyond.size === 0) return;
  drawn.notes.push(
    `${counted(drawn.beyond.size, "person is", "persons are")} beyond your territory (${territory.join(", ") || "none"}). Their ties are not for your role: a tie is drawn where one of the two is in it, or by a chain.`,
  );
}

async function standing(client: Client, drawn: Drawn): Promise<void> {
  const ids = [...drawn.nodes.values()].filter(({ isLiaison }) => !isLiaison).map(({ id }) => id);
  await each(parts(ids, PAGE), async (some) => {
    const { people } = await answer(client, NetworkStandingDocument, { ids: some, first: PAGE });
    for (const { personId, tieCount, connector, connectorStability } of people.nodes) {
      const node = drawn.nodes.get(personId);
      if (!node) continue;
      Object.assign(node, { ties: tieCount, connector });
      node.isConnector = (connectorStability ?? 0) >= 0.5;
    }
  });
}
