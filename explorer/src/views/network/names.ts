// Which names are written in the drawing: those that have room, the most influential first.
import type { UndirectedGraph } from "graphology";
import type Sigma from "sigma";
import type { Look } from "./look";

export interface Name {
  id: string;
  /** Where the person stands, in pixels. */
  x: number;
  y: number;
  radius: number;
  width: number;
  side: string;
  /** Whoever ranks higher is named first. */
  rank: number;
}

type Box = [left: number, top: number, right: number, bottom: number];

const HEIGHT = 16;
const GAP = 5;
// Of more names than this nobody reads any.
const MOST = 50;
// For so long what is seen must stand still: a new look at all of them costs frames.
const STILL = 250;

/** Those whose names lie over no other name. */
export function apart(names: Name[]): Set<string> {
  const taken: Box[] = [];
  const kept = new Set<string>();
  for (const name of [...names].sort((one, other) => other.rank - one.rank)) {
    if (kept.size >= MOST) break;
    const box = boxOf(name);
    if (taken.some((other) => isOver(box, other))) continue;
    taken.push(box);
    kept.add(name.id);
  }
  return kept;
}

function boxOf({ x, y, radius, width, side }: Name): Box {
  const [left, top] =
    side === "left"
      ? [x - radius - GAP - width, y - HEIGHT / 2]
      : side === "above"
        ? [x - width / 2, y - radius - GAP - HEIGHT]
        : side === "below"
          ? [x - width / 2, y + radius + GAP]
          : [x + radius + GAP, y - HEIGHT / 2];
  return [left, top, left + width, top + HEIGHT];
}

const isOver = (one: Box, other: Box): boolean =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

const BROUGHT = 1_000;

/** Write names where they have room, after each change of the drawing or of what is seen of it. */
export function nameWithRoom(sigma: Sigma, graph: UndirectedGraph, lookOf: () => Look): void {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) return;
  pen.font = "12px sans-serif";
  const widths = new Map<string, number>();
  const widthOf = (label: string): number => {
    const known = widths.get(label) ?? pen.measureText(label).width;
    widths.set(label, known);
    return known;
  };
  let seen: unknown[] = [];
  let due = 0;
  const name = () => {
    const look = lookOf();
    const scale = Math.sqrt(sigma.getCamera().ratio);
    const { width, height } = sigma.getDimensions();
    const names: Name[] = [];
    graph.forEachNode((id, { x, y, side }) => {
      const own = look.nodes.get(id);
      const at = sigma.graphToViewport({ x: Number(x), y: Number(y) });
      const isSeen = at.x > 0 && at.y > 0 && at.x < width && at.y < height;
      if (!own || own.labels === "hidden" || !isSeen) return;
      const rank = own.size + (own.labels === "visible" ? BROUGHT : 0);
      const radius = own.size / scale;
      names.push({ id, ...at, radius, width: widthOf(own.label), side: String(side), rank });
    });
    const kept = apart(names);
    graph.updateEachNodeAttributes((id, attributes) => ({
      ...attributes,
      labels: kept.has(id) ? "visible" : "hidden",
    }));
  };
  sigma.on("afterRender", () => {
    const { x, y, ratio } = sigma.getCamera();
    const { width, height } = sigma.getDimensions();
    const now = [x, y, ratio, width, height, lookOf(), graph.order];
    if (now.every((part, place) => part === seen[place])) return;
    seen = now;
    clearTimeout(due);
    due = window.setTimeout(name, STILL);
  });
  sigma.on("kill", () => clearTimeout(due));
}
