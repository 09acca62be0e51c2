// Where persons stand. Whoever has a place keeps it; the same drawing always looks the same.
import { alongOf, type Drawn } from "./drawn";

export interface Place {
  x: number;
  y: number;
}

/** What the worker is told, and what it answers in the order of `ids`. */
export interface Task {
  places: Float64Array;
  fixed: Uint8Array;
  /** Pairs of places of the list, and how strong each is. */
  pairs: Uint32Array;
  weights: Float64Array;
  rounds: number;
}

/** A number of 0 to 1 that belongs to a text. */
export function seed(text: string): number {
  let mixed = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at), 16_777_619);
  }
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 2_246_822_507);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

/** The task of placing a drawing, where some have places already. */
export function taskOf(drawn: Drawn, known: Map<string, Place>): { ids: string[]; task: Task } {
  const ids = [...drawn.nodes.keys()].sort();
  const at = new Map(ids.map((id, place) => [id, place]));
  const ties = [...drawn.ties.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const places = new Float64Array(ids.length * 2);
  const fixed = new Uint8Array(ids.length);
  const beside = besides(drawn, known);
  ids.forEach((id, place) => {
    const has = known.get(id);
    const { x, y } = has ?? begun(id, beside.get(id), ids.length);
    places.set([x, y], place * 2);
    fixed[place] = has ? 1 : 0;
  });
  const pairs = Uint32Array.from(ties.flatMap(({ from, to }) => [at.get(from) ?? 0, at.get(to) ?? 0]));
  const weights = Float64Array.from(ties.map(({ strength }) => 0.2 + strength));
  return { ids, task: { places, fixed, pairs, weights, rounds: roundsOf(ids.length) } };
}

/** Enough rounds for the drawing to come to rest, in a second or two. */
export const roundsOf = (many: number): number =>
  Math.round(Math.max(120, Math.min(600, 120_000 / Math.max(1, many))));

function besides(drawn: Drawn, known: Map<string, Place>): Map<string, Place> {
  const beside = new Map<string, Place>();
  if (known.size === 0) return beside;
  for (const { from, to } of drawn.ties.values()) {
    const [one, other] = [known.get(from), known.get(to)];
    if (one && !other && !beside.has(to)) beside.set(to, one);
    if (other && !one && !beside.has(from)) beside.set(from, other);
  }
  return beside;
}

function begun(id: string, beside: Place | undefined, many: number): Place {
  const angle = seed(id) * 2 * Math.PI;
  const far = (beside ? 0.15 : Math.sqrt(seed(`${id} far`))) * 10 * Math.sqrt(many);
  return {
    x: (beside?.x ?? 0) + far * Math.cos(angle),
    y: (beside?.y ?? 0) + far * Math.sin(angle),
  };
}

/** Places of all persons of the drawing, by a worker of its own; gives up with the signal. */
export function placed(
  drawn: Drawn,
  known: Map<string, Place>,
  signal: AbortSignal,
): Promise<Map<string, Place>> {
  const { ids, task } = taskOf(drawn, known);
  const worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    const end = () => worker.terminate();
    signal.addEventListener("abort", end, { once: true });
    worker.onmessage = ({ data }: MessageEvent<Float64Array>) => {
      end();
      const at = (place: number) => ({ x: data[place * 2] ?? 0, y: data[place * 2 + 1] ?? 0 });
      resolve(aligned(drawn, known, new Map(ids.map((id, place) => [id, at(place)]))));
    };
    worker.onerror = ({ message }) => {
      end();
      reject(new Error(message || "The drawing could not be laid out."));
    };
    worker.postMessage(task);
  });
}

/** Who stands in the drawing for the chain alone stands in a row above it, in the chain's order. */
export function aligned(
  drawn: Drawn,
  known: Map<string, Place>,
  places: Map<string, Place>,
): Map<string, Place> {
  const along = alongOf(drawn.chain);
  const tied = new Map<string, number>();
  for (const { from, to, kinds } of drawn.ties.values()) {
    if (kinds.chain) continue;
    for (const id of [from, to]) tied.set(id, (tied.get(id) ?? 0) + 1);
  }
  const lone = new Set(along.filter((id) => !known.has(id) && (tied.get(id) ?? 0) < 3));
  if (lone.size === 0) return places;
  const rest = [...places].filter(([id]) => !lone.has(id)).map(([, place]) => place);
  const box = rest.length > 1 ? boxOf(rest) : { left: -50, right: 50, low: -20, high: 0 };
  const y = box.high + 0.14 * Math.max(box.high - box.low, (box.right - box.left) / 3);
  const step = (box.right - box.left) / Math.max(1, along.length - 1);
  along.forEach((id, at) => {
    const down = (at % 2) * 0.3 * (y - box.high);
    if (lone.has(id)) places.set(id, { x: box.left + at * step, y: y - down });
  });
  return places;
}

function boxOf(places: Place[]) {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    low: Math.min(...ys),
    high: Math.max(...ys),
  };
}
