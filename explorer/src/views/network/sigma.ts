// How sigma draws for us: shapes, the ring of connectors, and styles from what a look says.
import Sigma from "sigma";
import { layerFill, sdfCircle, sdfDiamond, sdfSquare, sdfTriangle, type FragmentLayer } from "sigma/rendering";
import { UndirectedGraph } from "graphology";
import { alongOf, type Drawn } from "./drawn";
import type { Place } from "./layout";
import type { Look } from "./look";

/** A line around a person: paper that parts it from others, ink where it joins circles. */
const ring: FragmentLayer = {
  name: "ring",
  uniforms: [],
  attributes: [
    { name: "ringColor", size: 4, type: 5121, normalized: true, source: "ringColor" },
  ],
  glsl: `
vec4 layer_ring(vec4 v_ringColor) {
  return context.sdf > -2.5 * context.pixelToUV ? v_ringColor : vec4(0.0);
}
`,
};

const PRIMITIVES = {
  nodes: {
    shapes: [sdfCircle(), sdfSquare(), sdfTriangle(), sdfDiamond()],
    variables: { ringColor: { type: "color", default: "#ffffff" } },
    layers: [layerFill(), ring],
  },
} as const;

const of = <Value>(attribute: string, defaultValue?: Value) =>
  defaultValue === undefined ? { attribute } : { attribute, defaultValue };

/** A drawing of the graph in this element. */
export function sigmaOf(graph: UndirectedGraph, element: HTMLElement): Sigma {
  return withNonce(
    () =>
      new Sigma(graph, element, {
        primitives: PRIMITIVES,
        settings: SETTINGS(),
        styles: {
          nodes: {
            x: of("x"),
            y: of("y"),
            size: of("size"),
            color: of("color"),
            shape: of("shape"),
            opacity: of("opacity"),
            depth: { when: raised, then: "topNodes", else: "nodes" },
            label: of("label"),
            labelColor: of("labelColor"),
            labelSize: 12,
            labelPosition: of("side"),
            labelVisibility: {
              when: (_: unknown, state: { isHovered: boolean }) => state.isHovered,
              then: "visible",
              else: of("labels"),
            },
            cursor: "pointer",
            ringColor: of("ring"),
          },
          edges: {
            size: of("size"),
            color: of("color"),
            opacity: of("opacity"),
            depth: of("depth"),
            cursor: "pointer",
          },
        },
      } as never) as unknown as Sigma,
  );
}

const raised = (attributes: { depth?: string }, state: { isHovered: boolean }) =>
  state.isHovered || attributes.depth === "topNodes";

const SETTINGS = () => ({
  gestureTarget: matchMedia("(pointer: coarse)").matches ? "shared" : "graph",
  enableCameraRotation: false,
  labelDensity: 0.6,
  labelGridCellSize: 150,
  labelRenderedSizeThreshold: 0,
  hideLabelsOnMove: true,
  minEdgeThickness: 0.6,
  stagePadding: 56,
  allowInvalidContainer: true,
  minCameraRatio: 0.02,
  maxCameraRatio: 3,
  pickingDownSizingRatio: 4,
});

/** So many ties can be drawn again for every frame, and be looked for under the pointer. */
const LIGHT = 1_500;

/** Settings by which a large drawing can be moved: its ties stand still out of sight meanwhile, and
 * are chosen beside the drawing. */
export const lightened = (ties: number) => ({
  hideEdgesOnMove: ties > LIGHT,
  enableEdgeEvents: ties <= LIGHT,
});

/** Sigma writes style elements of its own; they hold by the nonce that the server gave the page. */
function withNonce<Made>(make: () => Made): Made {
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";
  const create = document.createElement;
  document.createElement = function (this: Document, name: string, options?: object) {
    const element = create.call(this, name, options);
    if (name === "style") element.nonce = nonce;
    return element;
  } as typeof document.createElement;
  try {
    return make();
  } finally {
    document.createElement = create;
  }
}

/** Bring the graph to what is drawn, without a new drawing: who is there already is only changed. */
export function update(
  graph: UndirectedGraph,
  drawn: Drawn,
  places: Map<string, Place>,
  look: Look,
): void {
  for (const key of graph.edges()) if (!drawn.ties.has(key)) graph.dropEdge(key);
  for (const id of graph.nodes()) if (!drawn.nodes.has(id)) graph.dropNode(id);
  const sideOf = sides(drawn, places);
  for (const id of drawn.nodes.keys()) {
    const { x, y } = places.get(id) ?? { x: 0, y: 0 };
    const attributes = { x, y, side: sideOf(id, x), ...look.nodes.get(id) };
    if (graph.hasNode(id)) graph.replaceNodeAttributes(id, attributes);
    else graph.addNode(id, attributes);
  }
  for (const { key, from, to } of drawn.ties.values()) {
    const attributes = { ...look.ties.get(key) };
    if (graph.hasEdge(key)) graph.replaceEdgeAttributes(key, attributes);
    else graph.addEdgeWithKey(key, from, to, attributes);
  }
}

/** Where a name stands: towards the middle, and along a chain by turns above and below. */
function sides(drawn: Drawn, places: Map<string, Place>): (id: string, x: number) => string {
  const xs = [...drawn.nodes.keys()].flatMap((id) => places.get(id)?.x ?? []);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const along = alongOf(drawn.chain);
  return (id, x) => {
    const turn = along.indexOf(id);
    if (turn >= 0) return turn % 2 ? "below" : "above";
    return x > left + 0.72 * (right - left) && right > left ? "left" : "right";
  };
}

/** Whether this browser can draw with WebGL 2. */
export function isDrawable(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
