// How a drawing looks: sizes, marks and what is lit.
import { alongOf, keyOf, type Drawn, type Node, type Tie } from "./drawn";
import { circlesOf, markOf, type Shape } from "./palette";
import type { Selection } from "./selection";

export interface NodeLook {
  label: string;
  size: number;
  color: string;
  shape: Shape;
  ring: string;
  opacity: number;
  depth: "nodes" | "topNodes";
  labels: "auto" | "visible" | "hidden";
  labelColor: string;
}

export interface TieLook {
  size: number;
  color: string;
  opacity: number;
  depth: "edges" | "topEdges";
}

export interface Look {
  nodes: Map<string, NodeLook>;
  ties: Map<string, TieLook>;
}

const INK = { light: "#1b2226", dark: "#eef2f3" };
const NONE = "#00000000";
const LINE = { light: "#7d8a91", dark: "#8b989f" };
const LIT = { light: "#0b6e69", dark: "#4ccbbf" };
const QUIET = 0.14;

/** The whole look of a drawing in light or dark, with what the selection chose brought out. */
export function lookOf(drawn: Drawn, selection: Selection, isDark: boolean): Look {
  const scheme = isDark ? "dark" : "light";
  const place = new Map(circlesOf(drawn.nodes.values()).map(({ number }, at) => [number, at]));
  const lit = litOf(drawn, selection);
  const chosen = new Set(selection.at?.split("|"));
  const many = drawn.nodes.size;
  const nodes = new Map<string, NodeLook>();
  for (const node of drawn.nodes.values()) {
    const mark = markOf(node.circle === null ? undefined : place.get(node.circle), isDark);
    const isLit = !lit || lit.nodes.has(node.id);
    const isChosen = chosen.has(node.id);
    const isBrought = lit !== null && isLit && lit.nodes.size <= 40;
    const isBold = isChosen || node.id === selection.start || node.id === selection.end;
    nodes.set(node.id, {
      label: labelOf(node, selection),
      size: Math.max(sizeOf(node, many), isBrought ? 8 : 0) * (isBold ? 1.35 : 1),
      color: node.isLiaison ? INK[scheme] : mark.colour,
      shape: node.isLiaison ? "diamond" : mark.shape,
      ring: isChosen ? LIT[scheme] : node.isConnector || isBold ? INK[scheme] : NONE,
      opacity: isLit ? 1 : QUIET,
      depth: isBold || (lit && isLit) ? "topNodes" : "nodes",
      labels: isBold || isBrought ? "visible" : isLit ? "auto" : "hidden",
      labelColor: INK[scheme],
    });
  }
  const thin = drawn.ties.size > 2_500 ? 0.18 : drawn.ties.size > 600 ? 0.3 : 0.5;
  const ties = new Map<string, TieLook>();
  for (const tie of drawn.ties.values()) {
    ties.set(tie.key, tieLook(tie, { lit, isChosen: selection.at === tie.key, thin, scheme }));
  }
  return { nodes, ties };
}

interface Lit {
  nodes: Set<string>;
  ties: Set<string>;
}

/** What is brought out: the chain, else what hangs on the chosen, else a circle. */
export function litOf(drawn: Drawn, { at, lit }: Selection): Lit | null {
  if (at?.includes("|")) return { nodes: new Set(at.split("|")), ties: new Set([at]) };
  if (at && drawn.nodes.has(at)) {
    const own = [...drawn.ties.values()].filter(({ from, to }) => from === at || to === at);
    return {
      nodes: new Set([at, ...own.flatMap(({ from, to }) => [from, to])]),
      ties: new Set(own.map(({ key }) => key)),
    };
  }
  if (lit !== undefined) {
    const nodes = [...drawn.nodes.values()].filter(({ circle }) => circle === lit);
    const ids = new Set(nodes.map(({ id }) => id));
    const own = [...drawn.ties.values()].filter(({ from, to }) => ids.has(from) && ids.has(to));
    return { nodes: ids, ties: new Set(own.map(({ key }) => key)) };
  }
  const along = alongOf(drawn.chain);
  if (along.length === 0) return null;
  const keys = along.slice(1).map((id, before) => keyOf(along[before] ?? "", id));
  return { nodes: new Set(along), ties: new Set(keys) };
}

/** By influence, so that the area says it; in a large drawing all are smaller. */
export function sizeOf({ influence, isLiaison }: Node, many: number): number {
  const least = many > 600 ? 6 : many > 150 ? 6 : 8;
  return isLiaison ? least * 1.8 : least * (1 + 2 * Math.sqrt(influence ?? 0));
}

function labelOf({ id, name, isConnector }: Node, { start, end }: Selection): string {
  const end_ = id === start ? " (start)" : id === end ? " (end)" : "";
  return `${isConnector ? "◆ " : ""}${name}${end_}`;
}

function tieLook(
  tie: Tie,
  of: { lit: Lit | null; isChosen: boolean; thin: number; scheme: "light" | "dark" },
): TieLook {
  const isLit = of.lit?.ties.has(tie.key) ?? false;
  return {
    size: isLit ? 1.5 + 2.5 * tie.strength : 0.6 + 1.8 * tie.strength,
    color: isLit ? LIT[of.scheme] : LINE[of.scheme],
    opacity: of.lit ? (isLit ? 0.95 : 0.07) : of.thin,
    depth: isLit ? "topEdges" : "edges",
  };
}
