// Outlines of the states and of counties, ready to be drawn. They are large: only the map loads
// them, and those of counties only where counties are shown.
import { geoIdentity, geoPath, type GeoPath } from "d3-geo";
import type { Feature } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { countyName, LETTERS, NUMBER } from "./states";

/** The size of what is drawn. */
export const WIDTH = 975;
export const HEIGHT = 610;
const EDGE = 12;

export interface Shape {
  code: string;
  name: string;
  /** What is printed in it, where that has room. */
  label: string;
  path: string;
  middle: [number, number];
  isWide: boolean;
}

type Named = GeometryCollection<{ name: string }>;

/** The outlines of the states, by Albers, with Alaska and Hawaii drawn in. */
export async function statesDrawn(): Promise<Shape[]> {
  const { default: read } = await import("us-atlas/states-albers-10m.json");
  const topology = read as unknown as Topology<{ states: Named }>;
  const path = geoPath();
  return feature(topology, topology.objects.states).features.flatMap((state) => {
    const code = LETTERS.get(String(state.id));
    return code ? [shapeOf(state, path, code, state.properties.name, code)] : [];
  });
}

/** The outlines of the counties of a state, which fill the drawing. */
export async function countiesDrawn(state: string): Promise<Shape[]> {
  const number = NUMBER.get(state) ?? "none";
  const { default: read } = await import("us-atlas/counties-albers-10m.json");
  const topology = read as unknown as Topology<{ counties: Named }>;
  const { counties } = topology.objects;
  const within = counties.geometries.filter(({ id }) => String(id).startsWith(number));
  const all = feature(topology, { ...counties, geometries: within });
  const fitted = geoIdentity().fitExtent([[EDGE, EDGE], [WIDTH - EDGE, HEIGHT - EDGE]], all);
  const path = geoPath(fitted);
  return all.features.map((county) => {
    const { name } = county.properties;
    const code = String(county.id);
    return shapeOf(county, path, code, countyName(code, name), name);
  });
}

function shapeOf(of: Feature, path: GeoPath, code: string, name: string, label: string): Shape {
  const [[left, top], [right, bottom]] = path.bounds(of);
  const wide = Math.max(26, label.length * 8);
  const isWide = right - left > wide && bottom - top > 18 && path.area(of) > Math.max(700, wide * 26);
  return { code, name, label, path: path(of) ?? "", middle: path.centroid(of), isWide };
}

const DIRECTIONS: Record<string, [number, number]> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The one that lies next in the direction of an arrow key; none beyond the edge. */
export function nextOf(shapes: Shape[], code: string, key: string): string | undefined {
  const way = DIRECTIONS[key];
  const from = shapes.find((shape) => shape.code === code);
  if (!way || !from) return undefined;
  const ranked = shapes.flatMap(({ code: other, middle: [x, y] }) => {
    const [dx, dy] = [x - from.middle[0], y - from.middle[1]];
    const along = dx * way[0] + dy * way[1];
    const aside = Math.abs(dx * way[1] + dy * way[0]);
    return along > 0 && aside <= 2 * along ? [{ other, far: along + 2 * aside }] : [];
  });
  return ranked.sort((a, b) => a.far - b.far)[0]?.other;
}
