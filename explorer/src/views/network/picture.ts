// The drawing as a picture: SVG written from places and looks, and PNG drawn from it.
import { xml } from "./cells";
import type { Drawn } from "./drawn";
import type { About } from "./files";
import type { Place } from "./layout";
import type { Look, NodeLook } from "./look";
import { circlesOf, MARKED, markOf } from "./palette";

const WIDTH = 1600;
const HEIGHT = 1000;
const EDGE = 60;
const FOOT = 76;
const FONT = "font-family=\"system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif\"";
/** More names than this would hide the drawing. */
const NAMED = 120;

/** The drawing as SVG, with its legend and where it comes from. */
export function svgOf(drawn: Drawn, places: Map<string, Place>, look: Look, about: About): string {
  const at = fitted(drawn, places);
  const ties = [...drawn.ties.values()].map(({ key, from, to }) => {
    const [a, b, tie] = [at(from), at(to), look.ties.get(key)];
    return tie
      ? `<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="${tie.color}" stroke-width="${tie.size.toFixed(2)}" stroke-opacity="${tie.opacity}"/>`
      : "";
  });
  const looks = [...look.nodes];
  const named = new Set(
    [...looks]
      .filter(([, { labels }]) => labels !== "hidden")
      .sort(([, a], [, b]) => rank(b) - rank(a))
      .slice(0, NAMED)
      .map(([id]) => id),
  );
  const nodes = looks.map(([id, node]) => {
    const { x, y } = at(id);
    const mark = `<g transform="translate(${x} ${y})" opacity="${node.opacity}">${shapeOf(node)}<title>${xml(node.label)}</title></g>`;
    return named.has(id) ? mark + labelOf(node, x, y) : mark;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" ${FONT}>`,
    `<title>${xml(about.line)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<g>${ties.join("")}</g>`,
    `<g>${nodes.join("")}</g>`,
    legendOf(drawn),
    `<text x="${EDGE / 2}" y="${HEIGHT - 16}" font-size="14" fill="#3c474d">${xml(about.line)}</text>`,
    "</svg>",
  ].join("\n");
}

const rank = ({ size, labels }: NodeLook): number => size + (labels === "visible" ? 1_000 : 0);

function fitted(drawn: Drawn, places: Map<string, Place>): (id: string) => Place {
  const all = [...drawn.nodes.keys()].flatMap((id) => places.get(id) ?? []);
  const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (WIDTH - 4 * EDGE) / Math.max(1e-9, right - left),
    (HEIGHT - 2 * EDGE - FOOT) / Math.max(1e-9, high - low),
  );
  const [cx, cy] = [(left + right) / 2, (low + high) / 2];
  const round = (value: number) => Math.round(value * 10) / 10;
  return (id) => {
    const { x, y } = places.get(id) ?? { x: cx, y: cy };
    return {
      x: round(WIDTH / 2 + (x - cx) * scale),
      y: round((HEIGHT - FOOT) / 2 - (y - cy) * scale),
    };
  };
}

function shapeOf({ shape, size, color, ring }: Pick<NodeLook, "shape" | "size" | "color" | "ring">) {
  const line = ring.length > 7 ? "none" : ring;
  const paint = `fill="${color}" stroke="${line}" stroke-width="1.5"`;
  const far = size.toFixed(1);
  const half = (size * 0.88).toFixed(1);
  if (shape === "square") {
    return `<rect x="-${half}" y="-${half}" width="${(size * 1.76).toFixed(1)}" height="${(size * 1.76).toFixed(1)}" ${paint}/>`;
  }
  if (shape === "diamond") return `<path d="M0 -${far}L${far} 0L0 ${far}L-${far} 0Z" ${paint}/>`;
  if (shape === "triangle") return `<path d="M0 -${far}L${far} ${half}L-${far} ${half}Z" ${paint}/>`;
  return `<circle r="${far}" ${paint}/>`;
}

const labelOf = ({ label, size }: NodeLook, x: number, y: number): string =>
  `<text x="${(x + size + 4).toFixed(1)}" y="${y + 4}" font-size="12" fill="#1b2226" stroke="#ffffff" stroke-width="3" paint-order="stroke">${xml(label)}</text>`;

function legendOf(drawn: Drawn): string {
  const circles = circlesOf(drawn.nodes.values()).slice(0, MARKED);
  const lines = circles.map(({ name, many }, place) => {
    const { colour, shape } = markOf(place, false);
    const y = 30 + place * 22;
    const mark = shapeOf({ shape, size: 7, color: colour, ring: "#ffffff" });
    return `<g transform="translate(${EDGE / 2 + 8} ${y})">${mark}</g><text x="${EDGE / 2 + 24}" y="${y + 5}" font-size="13" fill="#1b2226">${xml(name)} (${many})</text>`;
  });
  return `<g>${lines.join("")}</g>`;
}

/** A picture of points from an SVG, twice as fine as it is drawn. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [WIDTH * 2, HEIGHT * 2];
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture."))), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
