import { expect, test } from "vitest";
import { addTie, capped, keyOf, less, nothing, sparse, toldOf, type Drawn, type Node } from "./drawn";
import { aboutOf, personsFile, tiesFile } from "./files";
import { aligned, roundsOf, seed, taskOf } from "./layout";
import { litOf, lookOf } from "./look";
import { circlesOf, MARKED, markOf } from "./palette";
import { svgOf } from "./picture";
import { CAP } from "./selection";
import { toward } from "./walking";

const person = (id: string, more: Partial<Node> = {}): Node => ({
  id,
  name: `Name ${id}`,
  isLiaison: false,
  specialty: null,
  city: null,
  state: null,
  influence: 0,
  papers: 0,
  circle: 1,
  circleName: "One",
  source: "pubmed",
  knownFrom: "2026-01-02T00:00:00Z",
  ties: null,
  connector: null,
  isConnector: false,
  ...more,
});

const listed = (strength: number, more = {}) => ({
  strength,
  firstOn: "2020-01-01",
  lastOn: "2024-01-01",
  source: "peerline",
  knownFrom: null,
  many: 2,
  ...more,
});

function drawing(ids: string[], ties: [string, string, number][]): Drawn {
  const drawn = nothing();
  for (const id of ids) drawn.nodes.set(id, person(id));
  for (const [from, to, strength] of ties) addTie(drawn, from, to, "work", listed(strength));
  return drawn;
}

test("two are tied once, as strongly as their strongest kind", () => {
  const drawn = drawing(["B", "A"], [["B", "A", 0.4]]);
  addTie(drawn, "A", "B", "events", listed(0.7, { firstOn: "2018-01-01", lastOn: null, many: 1 }));
  addTie(drawn, "A", "A", "work", listed(1));
  const [tie] = drawn.ties.values();
  expect(drawn.ties.size).toBe(1);
  expect(tie).toMatchObject({ key: "A|B", strength: 0.7, firstOn: "2018-01-01", lastOn: "2024-01-01" });
  expect(tie && toldOf(tie)).toBe("2 papers, 1 event");
});

test("who is taken out takes the ties along", () => {
  const drawn = drawing(["A", "B", "C"], [["A", "B", 1], ["B", "C", 1]]);
  less(drawn, ["A"]);
  expect([...drawn.nodes.keys(), ...drawn.ties.keys()]).toEqual(["B", "C", "B|C"]);
});

test("beyond the cap those named and those of the strongest ties stay, and the rest is counted", () => {
  const ids = Array.from({ length: CAP + 3 }, (_, at) => `P${at}`);
  const drawn = drawing(ids, ids.slice(1).map((id, at) => ["P0", id, 1 - at / 10_000]));
  capped(drawn, new Set(["P2002"]));
  expect([drawn.nodes.size, drawn.left]).toEqual([CAP, 3]);
  expect([drawn.nodes.has("P2002"), drawn.nodes.has("P2001"), drawn.nodes.has("P1")]).toEqual([true, false, true]);
});

test("a large drawing keeps what is among the strongest ties of either, and says so", () => {
  const ids = Array.from({ length: 20 }, (_, at) => `P${at}`);
  const all: [string, string, number][] = ids.flatMap((one, at) =>
    ids.slice(at + 1).map((other): [string, string, number] => [one, other, seed(one + other)]),
  );
  const drawn = drawing(ids, all);
  sparse(drawn);
  expect(drawn.ties.size).toBeLessThan(all.length);
  const degree = (id: string) => [...drawn.ties.values()].filter(({ from, to }) => [from, to].includes(id)).length;
  expect(ids.every((id) => degree(id) >= 6)).toBe(true);
  expect(drawn.notes[0]).toContain("of 190");
});

test("whoever has a place is fixed there, and newcomers begin beside whom they are tied to", () => {
  const drawn = drawing(["A", "B"], [["A", "B", 1]]);
  const { ids, task } = taskOf(drawn, new Map([["A", { x: 500, y: -20 }]]));
  expect(ids).toEqual(["A", "B"]);
  expect([...task.fixed]).toEqual([1, 0]);
  expect([...task.places.slice(0, 2)]).toEqual([500, -20]);
  expect(Math.abs((task.places[2] ?? 0) - 500)).toBeLessThan(5);
  expect(taskOf(drawn, new Map()).task.places).toEqual(taskOf(drawn, new Map()).task.places);
  expect([roundsOf(10), roundsOf(2000)]).toEqual([600, 120]);
});

test("a chain of strangers stands in its order above the drawing", () => {
  const drawn = drawing(["A", "B", "C", "X", "Y"], [["A", "B", 1], ["B", "C", 1], ["A", "C", 1]]);
  addTie(drawn, "X", "Y", "chain", listed(0.5));
  const hop = { liaison: null, from: { personId: "X" }, to: { personId: "Y" } };
  drawn.chain = { hops: [hop] } as unknown as Drawn["chain"];
  const at = (x: number, y: number) => ({ x, y });
  const square = new Map(
    Object.entries({ A: at(0, 0), B: at(9, 0), C: at(9, 9), X: at(4, 4), Y: at(4, 4) }),
  );
  const places = aligned(drawn, new Map(), square);
  expect(places.get("X")?.y).toBeGreaterThan(9);
  expect(places.get("X")?.x).toBeLessThan(places.get("Y")?.x ?? 0);
});

test("an arrow key goes to the nearest that way, rather along a tie", () => {
  const drawn = drawing(["A", "B", "C"], [["A", "C", 1]]);
  const places = new Map([["A", { x: 0, y: 0 }], ["B", { x: 3, y: 0 }], ["C", { x: 5, y: 1 }]]);
  expect(toward(drawn, places, "A", "right")).toBe("C");
  expect(toward(drawn, places, "A", "left")).toBe("A");
  expect(toward(drawn, places, undefined, "left")).toBe("A");
});

test("a chosen tie, a chosen person, a circle and a chain are lit in this order", () => {
  const drawn = drawing(["A", "B", "C"], [["A", "B", 1], ["B", "C", 1]]);
  expect(litOf(drawn, {})).toBeNull();
  expect([...(litOf(drawn, { at: "A|B" })?.nodes ?? [])]).toEqual(["A", "B"]);
  expect([...(litOf(drawn, { at: "C" })?.nodes ?? [])].sort()).toEqual(["B", "C"]);
  expect(litOf(drawn, { lit: 1 })?.ties.size).toBe(2);
  const look = lookOf(drawn, { at: "C" }, false);
  expect(look.nodes.get("A")?.opacity).toBeLessThan(look.nodes.get("B")?.opacity ?? 0);
});

test("each of the largest circles has a mark of its own, by colour and by shape", () => {
  const nodes = Array.from({ length: 12 }, (_, at) => person(`P${at}`, { circle: at, circleName: null }));
  const circles = circlesOf(nodes);
  const marks = circles.slice(0, MARKED).map((_, place) => markOf(place, false));
  expect(new Set(marks.map(({ colour }) => colour)).size).toBe(MARKED);
  expect(markOf(0, false).shape).not.toBe(markOf(1, false).shape);
  expect(markOf(MARKED, false)).toEqual(markOf(undefined, false));
});

test("files say what is drawn of how much, and from where", () => {
  const drawn = drawing(["A", "B"], [["A", "B", 0.5]]);
  drawn.counts.set("A", { here: 1, all: 3 });
  drawn.nodes.set("A", person("A", { name: '=HYPERLINK("x")' }));
  const about = aboutOf(drawn, { id: ["A"], least: 0.1 }, "2026-05-01");
  expect(about.line).toContain("Drawn: 2 persons, 1 of 3 ties of those opened");
  expect(about.line).toContain("strength from 0.1 · sources: pubmed · asked on 2026-05-01");
  const [head, row] = personsFile(drawn, about).split("\r\n");
  expect(head).toContain("source,knownFrom,about");
  expect(row).toContain(`"'=HYPERLINK(""x"")"`);
  expect(tiesFile(drawn, about)).toContain("0.5,work,2 papers,2020-01-01,2024-01-01,peerline");
});

test("the picture holds all that is drawn, and no name breaks out of it", () => {
  const drawn = drawing(["A", "B"], [["A", "B", 0.5]]);
  drawn.nodes.set("A", person("A", { name: "</text><script>" }));
  const places = new Map([["A", { x: 0, y: 0 }], ["B", { x: 1, y: 1 }]]);
  const svg = svgOf(drawn, places, lookOf(drawn, {}, false), { drawn: "", line: "a & b" });
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  expect(read.querySelector("parsererror")).toBeNull();
  expect(read.querySelector("script")).toBeNull();
  expect(read.querySelectorAll("line").length).toBe(1);
  expect(keyOf("B", "A")).toBe("A|B");
});
