import { Card, SimpleGrid, Text } from "@mantine/core";
import * as Plot from "@observablehq/plot";
import { useCallback } from "react";
import { count, percent } from "../../parts/words";
import { Figure } from "../../parts/Figure";
import figures from "../../parts/figures.module.css";
import { byChance, times, type Judgement, type Part } from "./words";

const TOLD = [10, 50, 100];

/** How many of the first rose, in figures and as a line over the places, beside chance. */
export default function Right({ judgement }: { judgement: Judgement }) {
  const { parts, base } = judgement;
  const draw = useCallback((width: number) => drawn(judgement, width), [judgement]);
  const told = parts.filter((part, at) => TOLD.includes(part.first) || at === parts.length - 1);
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }} mb="md">
        {told.map((part) => (
          <Told key={part.first} part={part} base={base} isAll={part === parts.at(-1)} />
        ))}
      </SimpleGrid>
      <Figure
        label="Share who rose of the first so many on the list, beside the share by chance"
        draw={draw}
        table={<Twin judgement={judgement} />}
      />
    </>
  );
}

function Told({ part, base, isAll }: { part: Part; base: number; isAll: boolean }) {
  return (
    <Card withBorder padding="sm">
      <Text size="sm" c="dimmed">
        {isAll ? `All ${count(part.first)}` : `Of the first ${count(part.first)}`}
      </Text>
      <Text fz={26} fw={650} className="figure" lh={1.25}>
        {part.precision == null ? "not known" : `${count(part.rose)} rose`}
      </Text>
      <Text size="xs" c="dimmed">
        by chance {byChance(part, base)}
        {part.lift != null && !isAll && `; ${times(part.lift)} times as many`}
        {part.unknown > 0 && `; ${count(part.unknown)} not known`}
      </Text>
    </Card>
  );
}

function drawn({ parts, base }: Judgement, width: number): Element {
  // All of a long list would press the first places together.
  const rows = parts.filter(({ precision, first }) => precision != null && first <= 500);
  return Plot.plot({
    width,
    height: 220,
    marginLeft: 46,
    marginBottom: 40,
    className: "plot",
    x: { label: "Place on the list", labelAnchor: "center", labelArrow: "none", domain: [0, rows.at(-1)?.first ?? 1] },
    y: { domain: [0, 1], grid: true, ticks: 5, tickFormat: percent, label: null },
    marks: [
      Plot.ruleY([0], { strokeOpacity: 0.4 }),
      Plot.ruleY([base], { stroke: "currentColor", strokeDasharray: "6 4" }),
      Plot.text([base], {
        y: (share: number) => share,
        text: (share: number) => `by chance ${percent(share)}`,
        frameAnchor: "right",
        textAnchor: "end",
        dy: -8,
      }),
      Plot.lineY(rows, {
        x: "first",
        y: "precision",
        stroke: "var(--mantine-primary-color-filled)",
        strokeWidth: 2.5,
      }),
      Plot.dot(rows, {
        x: "first",
        y: "precision",
        r: 3,
        fill: "var(--mantine-primary-color-filled)",
        title: (part: Part) => `${part.rose} of the first ${part.first} rose`,
      }),
    ],
  });
}

function Twin({ judgement: { parts, base } }: { judgement: Judgement }) {
  return (
    <table className={figures.plain} aria-label="How right it was, by place">
      <thead>
        <tr>
          {["The first", "Rose", "By chance", "Not known", "Share", "Times chance"].map((title) => (
            <th key={title} scope="col" data-number>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.first}>
            <td data-number>{count(part.first)}</td>
            <td data-number>{count(part.rose)}</td>
            <td data-number>{byChance(part, base)}</td>
            <td data-number>{count(part.unknown)}</td>
            <td data-number>{part.precision == null ? "not known" : percent(part.precision)}</td>
            <td data-number>{part.lift == null ? "not known" : times(part.lift)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
