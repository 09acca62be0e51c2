// Outlines of the states, ready to be drawn. They are large: only the map loads them.
import { geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { LETTERS } from "./states";

export interface Shape {
  code: string;
  name: string;
  path: string;
  middle: [number, number];
  /** Whether two letters have room in it. */
  isWide: boolean;
}

/** The outlines, projected by Albers with Alaska and Hawaii drawn in, 975 by 610. */
export async function shapes(): Promise<Shape[]> {
  const { default: read } = await import("us-atlas/states-albers-10m.json");
  const topology = read as unknown as Topology<{ states: GeometryCollection<{ name: string }> }>;
  const path = geoPath();
  return feature(topology, topology.objects.states).features.flatMap((state) => {
    const code = LETTERS.get(String(state.id));
    if (!code) return [];
    const drawn = path(state) ?? "";
    const [[left, top], [right, bottom]] = path.bounds(state);
    const isWide = right - left > 26 && bottom - top > 18 && path.area(state) > 700;
    return [{ code, name: state.properties.name, path: drawn, middle: path.centroid(state), isWide }];
  });
}
