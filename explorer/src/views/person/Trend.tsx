import { Text } from "@mantine/core";
import * as Plot from "@observablehq/plot";
import { useCallback } from "react";
import { useAsked } from "../../asking/use";
import { PersonTrendDocument, type PersonTrendQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { count } from "../../parts/words";
import { onDay } from "../../parts/days";
import { Figure } from "../../parts/Figure";
import type { Known } from "./Person";
import { Nothing } from "./Records";
import { change, named } from "./words";
import figures from "../../parts/figures.module.css";

type Line = NonNullable<PersonTrendQuery["trend"]>["lines"][number];

const KINDS = [
  { key: "own", title: "This person", dash: undefined, width: 2.5, color: "var(--mantine-primary-color-filled)" },
  { key: "upperDecile", title: "Upper tenth", dash: "2 3", width: 1.5, color: "currentColor" },
  { key: "median", title: "Median", dash: "6 4", width: 1.5, color: "currentColor" },
] as const;

const UNITS: Record<string, string> = {
  publications: "papers a quarter",
  volume: "services a quarter",
  centrality: "PageRank on joint papers",
};

/** How papers, volume and centrality ran over twelve quarters, beside the cohort. */
export default function Trend({ person }: { person: Known }) {
  const asked = useAsked(PersonTrendDocument, { id: person.personId });
  return (
    <Answer of={asked} lines={5}>
      {({ trend }) =>
        trend ? (
          <>
            <Text size="sm" c="dimmed" className="long">
              Up to {onDay(trend.until)}, beside {count(trend.persons)} persons of the cohort.
            </Text>
            <Keys />
            <div className={figures.thirds}>
              {trend.lines.map((line) => (
                <One key={line.name} line={line} />
              ))}
            </div>
          </>
        ) : (
          <Nothing>No line was concluded of this person yet.</Nothing>
        )
      }
    </Answer>
  );
}

function Keys() {
  return (
    <Text size="xs" c="dimmed" component="div" className={figures.keys} mt={4}>
      {KINDS.map(({ key, title, dash, color }) => (
        <span key={key}>
          <span
            className={figures.key}
            style={{ borderTopStyle: dash ? (dash === "2 3" ? "dotted" : "dashed") : "solid", color }}
          />
          {title}
        </span>
      ))}
    </Text>
  );
}

function One({ line }: { line: Line }) {
  const title = named(line.name);
  const isKnown = line.quarters.some((one) => one.own != null || one.median != null);
  const draw = useCallback((width: number) => drawn(line, width), [line]);
  return (
    <div>
      <Text fw={600} size="sm">
        {title}{" "}
        <Text span size="xs" c="dimmed" fw={400}>
          {UNITS[line.name]} · own {change(line.ownChange)}, median {change(line.medianChange)}
        </Text>
      </Text>
      {isKnown ? (
        <Figure
          label={`${title} by quarter: this person beside the median and the upper tenth`}
          draw={draw}
          table={<Twin line={line} />}
        />
      ) : (
        <Nothing>Not covered: no source says anything of these quarters.</Nothing>
      )}
    </div>
  );
}

function drawn(line: Line, width: number): Element {
  const rows = line.quarters.map((one) => ({ ...one, at: new Date(`${one.fromOn}T00:00Z`) }));
  return Plot.plot({
    width,
    height: 172,
    marginLeft: 46,
    marginBottom: 34,
    className: "plot",
    x: { type: "utc", label: null, ticks: Math.max(2, Math.min(6, Math.floor(width / 80))) },
    y: { zero: true, nice: true, grid: true, ticks: 4, label: null, tickFormat: short },
    marks: [
      Plot.ruleY([0], { strokeOpacity: 0.4 }),
      ...KINDS.map(({ key, dash, width: strokeWidth, color }) =>
        Plot.lineY(rows, {
          x: "at",
          y: (row: (typeof rows)[number]) => row[key] ?? Number.NaN,
          stroke: color,
          strokeWidth,
          ...(dash ? { strokeDasharray: dash } : {}),
        }),
      ),
      Plot.dot(
        rows.filter((row) => row.own != null),
        { x: "at", y: "own", r: 2.5, fill: "var(--mantine-primary-color-filled)" },
      ),
    ],
  });
}

const SHORT = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 2 });

/** A figure of an axis: short, and small ones as powers. */
export function short(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(0) : SHORT.format(value);
}

const FIGURE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });
const told = (value: number | null | undefined) => (value == null ? "not covered" : FIGURE.format(value));

function Twin({ line }: { line: Line }) {
  return (
    <table className={figures.plain} aria-label={`${named(line.name)} by quarter`}>
      <thead>
        <tr>
          <th scope="col">Quarter</th>
          <th scope="col" data-number>This person</th>
          <th scope="col" data-number>Median</th>
          <th scope="col" data-number>Upper tenth</th>
        </tr>
      </thead>
      <tbody>
        {line.quarters.map((one) => (
          <tr key={one.fromOn}>
            <td>{quarterOf(one.fromOn)}</td>
            <td data-number>{told(one.own)}</td>
            <td data-number>{told(one.median)}</td>
            <td data-number>{told(one.upperDecile)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `2024 Q3`. */
export function quarterOf(day: string): string {
  const [year = "", month = "1"] = day.split("-");
  return `${year} Q${Math.ceil(Number(month) / 3)}`;
}
