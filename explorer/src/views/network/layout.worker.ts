// Lays a drawing out, away from the page's own thread: ties draw together, all else pushes apart.
import { UndirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Task } from "./layout";

self.onmessage = ({ data }: MessageEvent<Task>) => {
  const graph = graphOf(data);
  const settings = { ...forceAtlas2.inferSettings(graph), ...SETTINGS };
  settings.barnesHutOptimize = graph.order > 600;
  forceAtlas2.assign(graph, { iterations: data.rounds, settings, getEdgeWeight: "weight" });
  const places = new Float64Array(graph.order * 2);
  graph.forEachNode((node, { x, y }) => places.set([x, y], Number(node) * 2));
  self.postMessage(places, { transfer: [places.buffer] });
};

const SETTINGS = {
  linLogMode: true,
  outboundAttractionDistribution: false,
  edgeWeightInfluence: 1,
  gravity: 0.03,
  scalingRatio: 12,
  strongGravityMode: true,
};

function graphOf({ places, fixed, pairs, weights }: Task) {
  const graph = new UndirectedGraph();
  for (let at = 0; at < fixed.length; at += 1) {
    const [x = 0, y = 0] = places.subarray(at * 2, at * 2 + 2);
    graph.addNode(String(at), { x, y, fixed: fixed[at] === 1 });
  }
  weights.forEach((weight, at) => {
    graph.mergeEdge(String(pairs[at * 2]), String(pairs[at * 2 + 1]), { weight });
  });
  return graph;
}
