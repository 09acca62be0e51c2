// Graphs as text, by the same rules as the server's own exports.
import type { Value } from "../../parts/csv";

/** Text as XML has it, without the letters that XML may not hold. */
export const xml = (value: Value): string =>
  String(value ?? "")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

type Column = { name: string; kind: "string" | "double" | "int" | "boolean" };

interface Graph {
  about: string;
  nodes: { id: string; values: Record<string, Value> }[];
  edges: { from: string; to: string; values: Record<string, Value> }[];
}

/** GraphML, for Gephi, Cytoscape, yEd and networkx. */
export function graphml({ about, nodes, edges }: Graph): string {
  const ofNodes = columnsOf(nodes);
  const ofEdges = columnsOf(edges);
  const keys = (columns: Column[], domain: string) =>
    columns.map(
      ({ name, kind }) =>
        `  <key id="${domain}-${xml(name)}" for="${domain}" attr.name="${xml(name)}" attr.type="${kind}"/>`,
    );
  const data = (columns: Column[], domain: string, values: Record<string, Value>) =>
    columns
      .filter(({ name }) => values[name] !== null && values[name] !== undefined)
      .map(({ name }) => `<data key="${domain}-${xml(name)}">${xml(values[name])}</data>`)
      .join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    `  <desc>${xml(about)}</desc>`,
    ...keys(ofNodes, "node"),
    ...keys(ofEdges, "edge"),
    '  <graph edgedefault="undirected">',
    ...nodes.map(
      ({ id, values }) => `    <node id="${xml(id)}">${data(ofNodes, "node", values)}</node>`,
    ),
    ...edges.map(
      ({ from, to, values }) =>
        `    <edge source="${xml(from)}" target="${xml(to)}">${data(ofEdges, "edge", values)}</edge>`,
    ),
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

function columnsOf(rows: { values: Record<string, Value> }[]): Column[] {
  const columns = new Map<string, Column["kind"]>();
  for (const { values } of rows) {
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === undefined) continue;
      if (!columns.has(name)) columns.set(name, kindOf(value));
    }
  }
  return [...columns].map(([name, kind]) => ({ name, kind }));
}

const kindOf = (value: Value): Column["kind"] =>
  typeof value === "number" ? "double" : typeof value === "boolean" ? "boolean" : "string";
