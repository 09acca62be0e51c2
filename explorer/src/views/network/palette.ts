// Circles by colour and shape: the colours are told apart by people who see few of them (Okabe and
// Ito), and the shape says it again.

export type Shape = "circle" | "square" | "triangle" | "diamond";

export interface Mark {
  colour: string;
  shape: Shape;
}

const LIGHT = ["#0072b2", "#d55e00", "#009e73", "#b0568f", "#8a6d00", "#2d9bd6", "#5b4b9a", "#333f48"];
const DARK = ["#4ea8de", "#f0884a", "#2fc79b", "#e29bc7", "#e3c44a", "#8fd3ff", "#a99bec", "#cfd8dc"];
const SHAPES: Shape[] = ["circle", "square", "triangle", "diamond"];
/** So many circles get a mark of their own. */
export const MARKED = LIGHT.length;

export const OTHER = { light: "#98a2a8", dark: "#77828a" };

/** The mark of the circle at a place of the legend; of all others without a place. */
export function markOf(place: number | undefined, isDark: boolean): Mark {
  if (place === undefined || place >= MARKED) {
    return { colour: isDark ? OTHER.dark : OTHER.light, shape: "circle" };
  }
  const colour = (isDark ? DARK : LIGHT)[place];
  return { colour: colour ?? OTHER.light, shape: SHAPES[place % SHAPES.length] ?? "circle" };
}

export interface Circle {
  number: number;
  name: string;
  many: number;
}

/** The circles of the drawing, the largest first. */
export function circlesOf(
  nodes: Iterable<{ circle: number | null; circleName: string | null }>,
): Circle[] {
  const circles = new Map<number, Circle>();
  for (const { circle, circleName } of nodes) {
    if (circle === null) continue;
    const known = circles.get(circle);
    if (known) known.many += 1;
    else circles.set(circle, { number: circle, name: circleName ?? `Circle ${circle}`, many: 1 });
  }
  return [...circles.values()].sort((a, b) => b.many - a.many || a.number - b.number);
}
