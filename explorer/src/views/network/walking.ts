// Where an arrow key leads in the drawing.
import type { Drawn } from "./drawn";
import type { Place } from "./layout";

export type Way = "up" | "down" | "left" | "right";

const ALONG: Record<Way, [number, number]> = {
  up: [0, 1],
  down: [0, -1],
  left: [-1, 0],
  right: [1, 0],
};

/** The nearest person of this way: among those tied to the one we are at, else among all; from
 * nowhere the most influential. */
export function toward(
  drawn: Drawn,
  places: Map<string, Place>,
  at: string | undefined,
  way: Way,
): string | undefined {
  const here = at ? places.get(at) : undefined;
  if (!at || !here) return first(drawn);
  const tied = new Set<string>();
  for (const { from, to } of drawn.ties.values()) {
    if (from === at) tied.add(to);
    if (to === at) tied.add(from);
  }
  const [ax, ay] = ALONG[way];
  let found = at;
  let least = Infinity;
  for (const id of drawn.nodes.keys()) {
    const there = places.get(id);
    if (!there || id === at) continue;
    const [dx, dy] = [there.x - here.x, there.y - here.y];
    const forth = dx * ax + dy * ay;
    const aside = Math.abs(dx * ay) + Math.abs(dy * ax);
    if (forth <= 0 || aside > forth) continue;
    const far = (forth + aside) * (tied.has(id) ? 1 : 4);
    if (far < least) [found, least] = [id, far];
  }
  return found;
}

function first(drawn: Drawn): string | undefined {
  const [best] = [...drawn.nodes.values()].sort(
    (a, b) => (b.influence ?? 0) - (a.influence ?? 0) || (a.id < b.id ? -1 : 1),
  );
  return best?.id;
}
