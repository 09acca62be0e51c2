// The columns of the lists of people.
import { Text } from "@mantine/core";
import type { Column } from "../../parts/Table";
import { Person } from "../../parts/Person";
import { Sparkline } from "../../parts/Sparkline";
import { Strength } from "../../parts/Strength";
import { count, signed } from "../../parts/words";
import type { List, Row } from "./asking";

const NONE = (
  <Text span c="dimmed" size="sm" title="No source speaks of it">
    –
  </Text>
);

function figure(id: keyof Row & string, title: string): Column<Row> {
  const value = (row: Row) => row[id] as number | null | undefined;
  return {
    id,
    title,
    isNumber: true,
    value,
    cell: (row) => {
      const found = value(row);
      return typeof found === "number" ? count(found) : NONE;
    },
  };
}

function score(id: keyof Row & string, title: string): Column<Row> {
  const value = (row: Row) => row[id] as number | null | undefined;
  return {
    id,
    title,
    value,
    width: 130,
    cell: (row) => {
      const found = value(row);
      return typeof found === "number" ? <Strength value={found} of={title} width={56} /> : NONE;
    },
  };
}

function change(id: keyof Row & string, title: string): Column<Row> {
  const value = (row: Row) => row[id] as number | null | undefined;
  return {
    id,
    title,
    isNumber: true,
    value,
    cell: (row) => {
      const found = value(row);
      return typeof found === "number" ? signed(found) : NONE;
    },
  };
}

function reasons(id: "influenceReasons" | "connectorReasons" | "emergingReasons"): Column<Row> {
  return {
    id,
    title: "Why",
    width: 300,
    cell: (row) => (row[id]?.length ? <Reasons reasons={row[id]} /> : NONE),
  };
}

/** The first reason, and the others where they are asked for. */
function Reasons({ reasons: [first, ...others] }: { reasons: string[] }) {
  if (others.length === 0) return <Text size="xs">{first}</Text>;
  return (
    <details className="reasons">
      <summary>{first}</summary>
      {others.map((one) => (
        <Text key={one} size="xs" c="dimmed" mt={2}>
          {one}
        </Text>
      ))}
    </details>
  );
}

const PERSON: Column<Row> = {
  id: "name",
  title: "Person",
  width: 210,
  value: (row) => row.name,
  cell: (row) => <Person person={row} />,
};
const QUARTERS: Column<Row> = {
  id: "papersByQuarter",
  title: "Papers, 12 quarters",
  cell: (row) => {
    const values = row.papersByQuarter ?? [];
    return (
      <Sparkline values={values} label={`Papers by quarter: ${values.map(said).join(", ")}`} />
    );
  },
};
const COMMUNITY: Column<Row> = {
  id: "communityName",
  title: "Circle",
  width: 180,
  cell: (row) => row.communityName ?? NONE,
};

const said = (value: number | null): string => (value === null ? "not covered" : String(value));

const COMMON = [
  figure("paperCount", "Papers"),
  figure("trialCount", "Trials"),
  figure("tieCount", "Ties"),
  COMMUNITY,
  score("scientificInfluence", "Scientific"),
  score("clinicalInfluence", "Clinical"),
  score("networkInfluence", "Network"),
  score("digitalInfluence", "Digital"),
  score("crossIndustryInfluence", "Cross-industry"),
];

/** The columns of a list, the most telling first. */
export const COLUMNS: Record<List, Column<Row>[]> = {
  influencers: [PERSON, score("influence", "Influence"), reasons("influenceReasons"), ...COMMON],
  connectors: [
    PERSON,
    score("influence", "Influence"),
    figure("circlesJoined", "Circles joined"),
    reasons("connectorReasons"),
    ...COMMON,
  ],
  emerging: [
    PERSON,
    score("emerging", "Chance"),
    QUARTERS,
    reasons("emergingReasons"),
    change("publicationChange", "Papers in a year"),
    change("volumeChange", "Services in a year"),
    change("centralityChange", "Centrality in a year"),
    ...COMMON,
  ],
  emergingConnectors: [
    PERSON,
    score("emerging", "Chance"),
    figure("circlesJoined", "Circles joined"),
    QUARTERS,
    reasons("emergingReasons"),
    ...COMMON,
  ],
};

/** What is not shown until it is asked for. */
export const HIDDEN_AT_FIRST = [
  "scientificInfluence",
  "clinicalInfluence",
  "networkInfluence",
  "digitalInfluence",
  "crossIndustryInfluence",
  "communityName",
];
