import { Text, Title } from "@mantine/core";
import * as Plot from "@observablehq/plot";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useAsked } from "../../asking/use";
import {
  PersonPaymentYearsDocument,
  PersonTouchYearsDocument,
  PersonYearsDocument,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { count, listed } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { Figure } from "../../parts/Figure";
import type { Of } from "./Person";
import { Nothing } from "./Records";
import { mayGroup } from "./sight";
import { Topics } from "./Topics";
import { kindsOf, yearsOf, type Kind } from "./years";
import figures from "../../parts/figures.module.css";
import styles from "./person.module.css";

/** What happened in which year, and what the papers are about. */
export default function Years(of: Of) {
  const { person, sight } = of;
  const me = useMe();
  const given = { id: person.personId };
  const works = useAsked(PersonYearsDocument, given);
  const isGrouped = sight === "all" && mayGroup(me);
  const payments = useAsked(PersonPaymentYearsDocument, given, !isGrouped);
  const mayTouch = isGrouped && mayAsk(me, "rapport");
  const touches = useAsked(PersonTouchYearsDocument, given, !mayTouch);
  const kinds = useMemo(
    () => kindsOf(works.data, payments.data, touches.data),
    [works.data, payments.data, touches.data],
  );
  return (
    <>
      <Answer of={works} lines={5}>
        {() => <Timeline kinds={kinds} id={person.personId} />}
      </Answer>
      <Topics {...of} />
    </>
  );
}

function Timeline({ kinds: all, id }: { kinds: Kind[]; id: string }) {
  const kinds = useMemo(() => all.filter((one) => one.years.size > 0), [all]);
  const years = useMemo(() => yearsOf(kinds), [kinds]);
  const draw = useCallback((width: number) => drawn(kinds, years, width), [kinds, years]);
  if (years.length === 0) {
    return <Nothing>No loaded source dates a paper, trial, session or payment of this person.</Nothing>;
  }
  return (
    <>
      <Title order={3} size="h5">
        Timeline
      </Title>
      <Text size="sm" c="dimmed" mb={4}>
        How many of each kind by year; each kind has its own scale.
      </Text>
      <Figure
        label={`${kinds.map(({ title }) => title).join(", ")} by year, ${years[0]} to ${years.at(-1)}`}
        draw={draw}
        table={<Twin kinds={kinds} years={years} id={id} />}
      />
      <Undated kinds={all} />
    </>
  );
}

const lower = (kinds: Kind[]) => listed(kinds.map(({ title }) => title.toLowerCase()));

function Undated({ kinds }: { kinds: Kind[] }) {
  const without = kinds.filter(({ undated }) => undated > 0);
  const silent = kinds.filter(({ years, undated }) => years.size === 0 && undated === 0);
  const said = [
    silent.length > 0 && `No record of ${lower(silent)}.`,
    without.length > 0 &&
      `Without a year: ${without.map(({ title, undated }) => `${title.toLowerCase()} ${count(undated)}`).join(", ")}.`,
  ];
  return (
    <Text size="xs" c="dimmed">
      {said.filter(Boolean).join(" ")}
    </Text>
  );
}

function drawn(kinds: Kind[], years: number[], width: number): Element {
  const bars = kinds.flatMap(({ title, years: counts }) => {
    const most = Math.max(1, ...counts.values());
    return years.map((year) => {
      const many = counts.get(year) ?? 0;
      return { title, year, many, part: many / most };
    });
  });
  const isNarrow = width < 560;
  return Plot.plot({
    width,
    height: kinds.length * 58 + 34,
    marginLeft: isNarrow ? 88 : 106,
    marginRight: 4,
    className: "plot",
    fy: { domain: kinds.map(({ title }) => title), label: null, axis: "left", padding: 0.22 },
    x: {
      domain: years,
      label: null,
      tickFormat: (year: number) => `${year}`,
      ticks: years.filter((year) => (years.at(-1) ?? year) % every(years, width) === year % every(years, width)),
      padding: 0.18,
    },
    y: { domain: [0, 1.32], axis: null },
    marks: [
      Plot.barY(bars, {
        x: "year",
        y: "part",
        fy: "title",
        fill: "var(--mantine-primary-color-filled)",
        rx: 2,
        title: (bar: (typeof bars)[number]) => `${bar.title} ${bar.year}: ${bar.many}`,
      }),
      Plot.text(
        bars.filter(({ many }) => many > 0),
        {
          x: "year",
          y: "part",
          fy: "title",
          text: (bar: (typeof bars)[number]) => count(bar.many),
          dy: -7,
          fontSize: isNarrow ? 9 : 10.5,
        },
      ),
      Plot.ruleY([0], { strokeOpacity: 0.35 }),
    ],
  });
}

function every(years: number[], width: number): number {
  return Math.max(1, Math.ceil((years.length * 40) / Math.max(1, width - 110)));
}

function Twin({ kinds, years, id }: { kinds: Kind[]; years: number[]; id: string }) {
  return (
    <table className={figures.plain} aria-label="Timeline by year">
      <thead>
        <tr>
          <th scope="col">Year</th>
          {kinds.map(({ title }) => (
            <th key={title} scope="col" data-number>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {years.toReversed().map((year) => (
          <tr key={year}>
            <th scope="row">{year}</th>
            {kinds.map(({ title, part, years: counts }) => (
              <td key={title} data-number>
                <Count many={counts.get(year) ?? 0} {...{ id, part, year }} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Count({ many, id, part, year }: { many: number; id: string; part: Kind["part"]; year: number }) {
  if (many === 0) return <>–</>;
  const narrowed =
    part === "payments" ? { by: "years", of: String(year) } : part === "relationship" ? {} : { year };
  return (
    <Link
      to="/explore/person"
      search={{ id, part, ...narrowed } as never}
      resetScroll={false}
      className={styles.fact}
    >
      {count(many)}
    </Link>
  );
}
