import { Anchor, Grid, Group, NumberInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PlanReachDocument, PlanReachedDocument, type PlanReachedQuery } from "../../gql/graphql";
import { usePages } from "../../asking/pages";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Person } from "../../parts/Person";
import { Persons } from "../../parts/Persons";
import { Strength } from "../../parts/Strength";
import { Table, type Column } from "../../parts/Table";
import { count, counted, share } from "../../parts/words";
import type { Asked, ToChange } from "./Plan";
import styles from "./plan.module.css";

const LEAST = 0.01;
type Edge = PlanReachedQuery["reach"]["reached"]["edges"][number];

interface Props {
  asked: Asked;
  from: string;
  change: ToChange;
}

/** Who can be reached, and who would be lost without some persons. */
export function Reach({ asked, from, change }: Props) {
  const given = {
    from: [from],
    least: asked.least ?? LEAST,
    maxHops: asked.hops ?? 4,
    filter: { industryTies: !asked.withoutIndustry },
  };
  return (
    <Stack gap="lg">
      <Grid align="flex-start" className="unprinted">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Persons
            label="Without these persons"
            description="Who would be lost if they no longer introduce?"
            ids={asked.without ?? []}
            onChange={(without) => change({ without })}
            most={50}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <NumberInput
            label="Least strength of a chain"
            description="Weaker ones reach nobody"
            min={0}
            max={1}
            step={0.01}
            decimalScale={3}
            value={given.least}
            onChange={(least) => change({ least: Number(least) }, { replace: true })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <TextInput
            label="Only in the state"
            description="Such as IL"
            maxLength={2}
            value={asked.state ?? ""}
            onChange={({ currentTarget }) =>
              change({ state: currentTarget.value.toUpperCase() || undefined }, { replace: true })
            }
          />
        </Grid.Col>
      </Grid>
      <Figures given={given} without={asked.without ?? null} />
      <InReach given={given} state={asked.state} from={from} />
    </Stack>
  );
}

const expected = (value: number): string => (value < 10 ? share(value) : count(Math.round(value)));

interface Given {
  from: string[];
  least: number;
  maxHops: number;
  filter: { industryTies: boolean };
}

function Figures({ given, without }: { given: Given; without: string[] | null }) {
  const answer = useAsked(PlanReachDocument, { ...given, without });
  return (
    <Answer of={answer} lines={3}>
      {({ reach }) => (
        <section aria-label="Reach">
          <Text role="status">
            <b>{counted(reach.persons, "person", "persons")}</b> in reach; by the strength of the
            chains, {expected(reach.expected)} of them may be expected to be opened.
          </Text>
          {without && (
            <Text mt={4}>
              Without those left out, <b>{count(reach.personsWithout)}</b> are still in reach,{" "}
              {expected(reach.expectedWithout)} expected. {counted(reach.cutOff, "person", "persons")}{" "}
              would be cut off.
            </Text>
          )}
          {without && reach.lost.length > 0 && (
            <>
              <Title order={2} size="h5" mt="md" mb="xs">
                Who loses most
              </Title>
              <ul className={`plain ${styles.lost}`}>
                {reach.lost.map(({ person, before, after }) => (
                  <Group key={person.personId} component="li" gap="md" py={4} align="flex-start" wrap="nowrap">
                    <Text size="sm" component="div" flex="1 1 0">
                      <Person person={person} />
                    </Text>
                    <Text size="sm" className="figure">
                      {share(before)} → {after === 0 ? "cut off" : share(after)}
                    </Text>
                  </Group>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
    </Answer>
  );
}

function InReach({ given, state, from }: { given: Given; state: string | undefined; from: string }) {
  const who = state?.length === 2 ? { state: { eq: state } } : null;
  const pages = usePages(
    PlanReachedDocument,
    { ...given, who },
    (data: PlanReachedQuery) => data.reach.reached,
  );
  return (
    <section aria-label="In reach">
      <Title order={2} size="h5" mb="xs">
        In reach, the strongest chain first
      </Title>
      <Answer of={pages} lines={8}>
        {({ edges, totalCount }) =>
          totalCount === 0 ? (
            <Empty title="Nobody is in reach">
              Lower the least strength, allow more ties, or take the state out.
            </Empty>
          ) : (
            <Table
              label="Persons in reach"
              columns={columns(from)}
              rows={edges}
              keyOf={({ node }) => node.personId}
              total={totalCount}
              more={pages.isAsking ? undefined : pages.more}
              height={520}
            />
          )
        }
      </Answer>
    </section>
  );
}

const columns = (from: string): Column<Edge>[] => [
  { id: "person", title: "Person", cell: ({ node }) => <Person person={node} /> },
  {
    id: "strength",
    title: "Strength",
    cell: ({ strength }) => <Strength value={strength} of="Strength of the chain" />,
  },
  { id: "hops", title: "Ties", isNumber: true, cell: ({ hops }) => hops },
  {
    id: "through",
    title: "Through",
    cell: ({ through }) => (through ? <bdi>{through.name}</bdi> : "a tie of your own"),
  },
  {
    id: "how",
    title: "How",
    cell: ({ node }) => (
      <Anchor
        component={Link}
        size="sm"
        to="/explore/introductions"
        search={{ from, to: node.personId } as never}
        aria-label={`Who connects me to ${node.name}`}
      >
        Who connects me
      </Anchor>
    ),
  },
];
