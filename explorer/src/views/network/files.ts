// What is drawn, as files to take away: tables, a graph, a picture. Each says where it comes from,
// of which day it is and how much of all it shows.
import { count } from "../../parts/words";
import { csvOf, type Value } from "../../parts/csv";
import { graphml } from "./cells";
import { toldOf, type Drawn, type Node, type Tie } from "./drawn";
import { KINDS } from "./kinds";
import { kindsOf, type Selection } from "./selection";

export interface About {
  /** `Drawn: 200 of 3,983`. */
  drawn: string;
  /** The whole in one line. */
  line: string;
}

/** What a file says of itself. */
export function aboutOf(drawn: Drawn, selection: Selection, today: string): About {
  const shown = shownOf(drawn);
  const kinds = kindsOf(selection).map((kind) => KINDS[kind].title);
  const filters = [
    selection.least ? `strength from ${selection.least}` : "",
    selection.since ? `latest record since ${selection.since}` : "",
    selection.on ? `as of ${selection.on}` : "",
  ].filter(Boolean);
  const parts = [
    "Peerline network",
    `${shown}; ${count(drawn.ties.size)} ties`,
    [...kinds, ...filters].join(", "),
    `sources: ${sourcesOf(drawn).join(", ") || "not known"}`,
    `asked on ${today}`,
  ];
  return { drawn: shown, line: parts.join(" · ") };
}

/** How much of all there is stands in the drawing. */
export function shownOf(drawn: Drawn): string {
  const people = [...drawn.nodes.values()].filter(({ isLiaison }) => !isLiaison).length;
  const ends = [...drawn.counts.values()];
  const here = ends.reduce((sum, one) => sum + one.here, 0);
  const all = ends.reduce((sum, one) => sum + one.all, 0);
  if (drawn.members !== null && ends.length === 0) {
    return `Drawn: ${count(people)} of ${count(Math.max(drawn.members, people))} persons`;
  }
  const ties = all > 0 ? `, ${count(here)} of ${count(all)} ties of those opened` : "";
  return `Drawn: ${count(people)} ${people === 1 ? "person" : "persons"}${ties}`;
}

const sourcesOf = (drawn: Drawn): string[] =>
  [...new Set([...drawn.nodes.values()].flatMap(({ source }) => source ?? []))].sort();

const dayOf = (moment: string | null): string | null => moment?.slice(0, 10) ?? null;

const ofNode = (node: Node): Record<string, Value> => ({
  name: node.name,
  specialty: node.specialty,
  city: node.city,
  state: node.state,
  circle: node.circle,
  circleName: node.circleName,
  influence: node.influence,
  isConnector: node.connector === null ? null : node.isConnector,
  papers: node.papers,
  ties: node.ties,
  source: node.source,
  knownFrom: dayOf(node.knownFrom),
});

const ofTie = (tie: Tie): Record<string, Value> => ({
  strength: tie.strength,
  kinds: Object.keys(tie.kinds).join(" "),
  restsOn: toldOf(tie),
  firstOn: tie.firstOn,
  lastOn: tie.lastOn,
  source: Object.values(tie.kinds).find(({ source }) => source)?.source ?? null,
  knownFrom: dayOf(Object.values(tie.kinds).find(({ knownFrom }) => knownFrom)?.knownFrom ?? null),
});

/** The persons as a table. */
export function personsFile(drawn: Drawn, about: About): string {
  const rows = [...drawn.nodes.values()].map((node) => ({ personId: node.id, ...ofNode(node) }));
  return table(rows, about);
}

/** The ties as a table. */
export function tiesFile(drawn: Drawn, about: About): string {
  const rows = [...drawn.ties.values()].map((tie) => ({
    fromId: tie.from,
    from: drawn.nodes.get(tie.from)?.name,
    toId: tie.to,
    to: drawn.nodes.get(tie.to)?.name,
    ...ofTie(tie),
  }));
  return table(rows, about);
}

function table(rows: Record<string, Value>[], { line }: About): string {
  const head = Object.keys(rows[0] ?? {});
  return csvOf([...head, "about"], rows.map((row) => [...head.map((name) => row[name]), line]));
}

/** Persons and ties as a graph. */
export function graphFile(drawn: Drawn, { line }: About): string {
  return graphml({
    about: line,
    nodes: [...drawn.nodes.values()].map((node) => ({ id: node.id, values: ofNode(node) })),
    edges: [...drawn.ties.values()].map((tie) => ({
      from: tie.from,
      to: tie.to,
      values: ofTie(tie),
    })),
  });
}
