// What persons are compared by, row by row.
import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ComparePersonalQuery, CompareQuery } from "../../gql/graphql";
import { Strength } from "../../parts/Strength";
import { count, usd } from "../../parts/words";
import { onDay } from "../../parts/days";
import type { Sight } from "../person/sight";
import { asKnown, joint, named, placeIn } from "../person/words";

type Printed = NonNullable<CompareQuery["a"]>;
type Personal = ComparePersonalQuery["people"]["nodes"][number];

/** A person in the comparison; what is personal is there once it is answered. */
export interface Compared {
  printed: Printed;
  personal: Personal | undefined;
  sight: Sight;
}

export interface Row {
  title: string;
  cell: (one: Compared) => ReactNode;
}

const DIMENSIONS = [
  { name: "scientific", score: "scientificInfluence" },
  { name: "clinical", score: "clinicalInfluence" },
  { name: "network", score: "networkInfluence" },
  { name: "digital", score: "digitalInfluence" },
  { name: "cross_industry", score: "crossIndustryInfluence" },
] as const;

/** The rows in groups; those of what is personal only where the role may ask it. */
export function rowsOf(compared: Compared[], isPersonal: boolean): { title: string; rows: Row[] }[] {
  const groups = [{ title: "Publication", rows: printedRows() }];
  if (!isPersonal) return groups;
  groups.push({ title: "Influence beside the own cohort", rows: influenceRows() });
  groups.push({ title: "Companies and ties", rows: personalRows() });
  if (compared.length > 1) groups.push({ title: "Tied to each other", rows: tieRows(compared) });
  return groups;
}

/** How many are on record; none on record is no proof that there are none. */
const recorded = (many: number): string => (many === 0 ? "no record" : count(many));

function printedRows(): Row[] {
  return [
    { title: "NPI", cell: ({ printed }) => printed.npi ?? "none known" },
    { title: "Circle", cell: ({ printed }) => printed.communityName ?? "none" },
    { title: "Papers", cell: ({ printed }) => recorded(printed.paperCount) },
    { title: "First paper", cell: ({ printed }) => asKnown(printed.firstPaperOn) ?? "no record" },
    { title: "Latest paper", cell: ({ printed }) => asKnown(printed.lastPaperOn) ?? "no record" },
    { title: "Trials", cell: ({ printed }) => recorded(printed.trialCount) },
    { title: "Grants", cell: ({ printed }) => recorded(printed.grants.totalCount) },
    { title: "Congress roles", cell: ({ printed }) => recorded(printed.sessions.totalCount) },
    { title: "Leadership roles", cell: ({ printed }) => recorded(printed.leadershipRoles.totalCount) },
  ];
}

/** What is personal, or why it is not here. */
function of(one: Compared, cell: (personal: Personal) => ReactNode): ReactNode {
  if (one.sight === "territory") return "outside your territory";
  if (one.sight === "role") return "not for your role";
  return one.personal ? cell(one.personal) : "…";
}

function influenceRows(): Row[] {
  const dimensions = DIMENSIONS.map(({ name, score }) => ({
    title: named(name),
    cell: (one: Compared) =>
      of(one, (personal) => {
        const value = personal[score];
        return value == null ? (
          "no record, or not covered"
        ) : (
          <Stack gap={0}>
            <Strength value={value} of={named(name)} />
            <Text size="xs" c="dimmed">
              {placeOf(personal, name)}
            </Text>
          </Stack>
        );
      }),
  }));
  return [
    { title: "Cohort", cell: (one) => of(one, ({ influenceCohort }) => influenceCohort ?? "none") },
    ...dimensions,
  ];
}

/** The place of a person in a dimension, out of lists that run in parallel. */
export function placeOf(
  personal: Pick<
    Personal,
    "influenceDimensions" | "influenceRanks" | "influenceRanksLow" | "influenceRanksHigh" | "influenceRanked"
  >,
  dimension: string,
): string | undefined {
  const at = personal.influenceDimensions?.indexOf(dimension) ?? -1;
  if (at < 0) return undefined;
  return placeIn({
    rank: personal.influenceRanks?.[at] ?? null,
    rankLow: personal.influenceRanksLow?.[at] ?? null,
    rankHigh: personal.influenceRanksHigh?.[at] ?? null,
    ranked: personal.influenceRanked?.[at] ?? null,
  });
}

function personalRows(): Row[] {
  return [
    { title: "Received from companies", cell: (one) => of(one, received) },
    {
      title: "Ties",
      cell: (one) => of(one, ({ tieCount }) => recorded(tieCount ?? 0)),
    },
  ];
}

function received({ receivedUsd, payments, coverage }: Personal): string {
  const state = coverage.find(({ name }) => name === "open-payments")?.state;
  if (!state || state === "not loaded") return "not known: no source loaded";
  return payments.totalCount === 0 ? "no record" : `${usd(receivedUsd ?? 0)}, ${count(payments.totalCount)} payments`;
}

function tieRows(compared: Compared[]): Row[] {
  return compared.map(({ printed }) => ({
    title: `With ${printed.name}`,
    cell: (one) => {
      if (one.printed.personId === printed.personId) return "–";
      return of(one, ({ ties }) => {
        const tie = ties.edges.find(({ node }) => node.personId === printed.personId);
        if (!tie) return "no tie";
        return (
          <Stack gap={0}>
            <Strength value={tie.strength} of={`Strength of the tie with ${printed.name}`} />
            <Text size="xs" c="dimmed">
              {joint(tie)}
              {tie.lastOn && `, last ${onDay(tie.lastOn)}`}
            </Text>
          </Stack>
        );
      });
    },
  }));
}
