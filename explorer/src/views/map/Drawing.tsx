import { useId, useRef, useState, type KeyboardEvent } from "react";
import type { Level } from "./asking";
import { stepOf, type Region, type Step } from "./regions";
import { HEIGHT, nextOf, WIDTH, type Shape } from "./shapes";
import styles from "./map.module.css";

interface Props {
  label: string;
  level: Level;
  shapes: Shape[];
  regions: Region[];
  steps: Step[];
  says: (value: number) => string;
  /** Whether a source of places is loaded. */
  isKnown: boolean;
  chosen: string | undefined;
  choose: (place: string | undefined) => void;
}

/** States or counties in steps of colour; hatched where nothing is. Tab leads to one of them, the
 * arrow keys from one to the next. */
export function Drawing({ label, level, shapes, regions, steps, says, isKnown, chosen, choose }: Props) {
  const [hatch, keys] = [useId(), useId()];
  const svg = useRef<SVGSVGElement>(null);
  const [last, setLast] = useState<string>();
  const of = new Map(regions.map((region) => [region.code, region]));
  const ordered = [...shapes].sort((a, b) => Number(a.code === chosen) - Number(b.code === chosen));
  const stop = [last, chosen].find((code) => code && of.has(code)) ?? shapes[0]?.code;
  const onKeyDown = (event: KeyboardEvent, code: string) => {
    const next = nextOf(shapes, code, event.key);
    if (event.key === "Enter" || event.key === " ") choose(code === chosen ? undefined : code);
    else if (next) svg.current?.querySelector<SVGPathElement>(`[data-${level}="${next}"]`)?.focus();
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
  };
  return (
    <>
      <span id={keys} className="heard">
        Arrow keys lead from one to the next; Enter chooses.
      </span>
      <svg
        ref={svg}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.map}
        role="group"
        aria-label={label}
        aria-describedby={keys}
      >
        <defs>
          <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="7" height="7" className={styles.paper} />
            <line x1="0" y1="0" x2="0" y2="7" className={styles.line} />
          </pattern>
        </defs>
        {ordered.map(({ code, name: plain, path }) => {
          const region = of.get(code);
          const value = region?.value ?? null;
          const told = `${region?.name ?? plain}: ${toldOf(region, says, isKnown)}`;
          const isChosen = code === chosen;
          return (
            <path
              key={code}
              d={path}
              role="button"
              tabIndex={code === stop ? 0 : -1}
              aria-pressed={isChosen}
              aria-label={told}
              className={styles.state}
              {...{ [`data-${level}`]: code }}
              data-step={value === null ? undefined : stepIn(steps, value)}
              fill={value === null ? `url(#${hatch})` : undefined}
              onFocus={() => setLast(code)}
              onClick={() => choose(isChosen ? undefined : code)}
              onKeyDown={(event) => onKeyDown(event, code)}
            >
              <title>{told}</title>
            </path>
          );
        })}
        <Labels shapes={shapes} of={of} steps={steps} says={says} />
      </svg>
    </>
  );
}

interface LabelsProps extends Pick<Props, "shapes" | "steps" | "says"> {
  of: ReadonlyMap<string, Region>;
}

function Labels({ shapes, of, steps, says }: LabelsProps) {
  return shapes.map(({ code, label, middle: [x, y], isWide }) => {
    const value = of.get(code)?.value ?? null;
    if (!isWide || value === null) return null;
    return (
      <text key={code} x={x} y={y} className={styles.label} data-step={stepIn(steps, value)} aria-hidden>
        <tspan x={x}>{label}</tspan>
        <tspan x={x} dy="1.15em">
          {says(value)}
        </tspan>
      </text>
    );
  });
}

/** The step of colour, 0 to 4, however few steps there are: the last is always the darkest. */
export const stepIn = (steps: Step[], value: number): number =>
  stepOf(steps, value) + 5 - Math.max(1, steps.length);

/** What is said of a place: a figure, that nobody is there, or that nobody knows. */
export function toldOf(
  region: Region | undefined,
  says: (value: number) => string,
  isKnown: boolean,
): string {
  if (!isKnown) return "no source loaded";
  if (!region || region.value === null) return "nobody here";
  return says(region.value);
}
