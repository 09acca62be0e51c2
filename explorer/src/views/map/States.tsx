import { useId, type KeyboardEvent } from "react";
import { stepOf, type Region, type Step } from "./regions";
import type { Shape } from "./shapes";
import styles from "./map.module.css";

interface Props {
  shapes: Shape[];
  regions: Region[];
  steps: Step[];
  says: (value: number) => string;
  /** Whether a source of places is loaded. */
  isKnown: boolean;
  chosen: string | undefined;
  choose: (state: string | undefined) => void;
}

/** The states in steps of colour; hatched where nothing is. */
export function States({ shapes, regions, steps, says, isKnown, chosen, choose }: Props) {
  const hatch = useId();
  const of = new Map(regions.map((region) => [region.code, region]));
  const ordered = [...shapes].sort((a, b) => Number(a.code === chosen) - Number(b.code === chosen));
  return (
    <svg viewBox="0 0 975 610" className={styles.map} role="group" aria-label="Map of the states">
      <defs>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" className={styles.paper} />
          <line x1="0" y1="0" x2="0" y2="7" className={styles.line} />
        </pattern>
      </defs>
      {ordered.map(({ code, name, path }) => {
        const region = of.get(code);
        const value = region?.value ?? null;
        const isChosen = code === chosen;
        return (
          <path
            key={code}
            d={path}
            role="button"
            tabIndex={0}
            aria-pressed={isChosen}
            aria-label={`${name}: ${toldOf(region, says, isKnown)}`}
            className={styles.state}
            data-state={code}
            data-step={value === null ? undefined : stepIn(steps, value)}
            fill={value === null ? `url(#${hatch})` : undefined}
            onClick={() => choose(isChosen ? undefined : code)}
            onKeyDown={(event: KeyboardEvent) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              choose(isChosen ? undefined : code);
            }}
          >
            <title>{`${name}: ${toldOf(region, says, isKnown)}`}</title>
          </path>
        );
      })}
      {shapes.map(({ code, middle: [x, y], isWide }) => {
        const value = of.get(code)?.value ?? null;
        if (!isWide || value === null) return null;
        return (
          <text
            key={code}
            x={x}
            y={y}
            className={styles.label}
            data-step={stepIn(steps, value)}
            aria-hidden
          >
            <tspan x={x}>{code}</tspan>
            <tspan x={x} dy="1.15em">
              {says(value)}
            </tspan>
          </text>
        );
      })}
    </svg>
  );
}

/** The step of colour, 0 to 4, however few steps there are: the last is always the darkest. */
export const stepIn = (steps: Step[], value: number): number =>
  stepOf(steps, value) + 5 - Math.max(1, steps.length);

/** What is said of a state: a figure, that nobody is there, or that nobody knows. */
export function toldOf(
  region: Region | undefined,
  says: (value: number) => string,
  isKnown: boolean,
): string {
  if (!isKnown) return "no source loaded";
  if (!region || region.value === null) return "nobody here";
  return says(region.value);
}
