import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { usePages, type Pages } from "../../asking/pages";
import {
  PersonPrescriptionsDocument,
  PersonVolumesDocument,
  type PersonPrescriptionsQuery,
  type PersonVolumesQuery,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { count, usd } from "../../parts/words";
import { Origin } from "./Origin";
import { Plain, type Column } from "./Plain";
import { told } from "./Practice";
import { Silence } from "./Silence";
import { fromTo } from "./words";

type Volume = NonNullable<PersonVolumesQuery["person"]>["volumes"]["edges"][number];
type Prescription = NonNullable<PersonPrescriptionsQuery["person"]>["prescriptions"]["edges"][number];

const NONE = { edges: [], totalCount: 0, pageInfo: { hasNextPage: false } };

const VOLUMES: Column<Volume>[] = [
  { title: "Procedures", cell: ({ node }) => <bdi>{node.name}</bdi> },
  { title: "Period", cell: ({ fromOn, toOn }) => fromTo(fromOn, toOn) },
  { title: "Setting", cell: ({ setting }) => setting },
  { title: "Services", cell: ({ services }) => told(services), isNumber: true },
  { title: "Patients", cell: ({ patients }) => told(patients), isNumber: true },
  { title: "Source", cell: (row) => <Origin source={row.source} knownFrom={row.knownFrom} /> },
];

/** Services and patients by group of codes and period, the latest first. */
export function Volumes({ id }: { id: string }) {
  const pages = usePages(
    PersonVolumesDocument,
    { id },
    (data: PersonVolumesQuery) => data.person?.volumes ?? NONE,
  );
  return (
    <Counted
      of={pages}
      label="Volumes by period"
      columns={VOLUMES}
      keyOf={({ node, cursor }) => `${node.name} ${cursor}`}
      none={<Silence by={["volumes"]} />}
    />
  );
}

const PRESCRIPTIONS: Column<Prescription>[] = [
  { title: "Drug", cell: ({ node }) => <bdi>{node.name}</bdi> },
  { title: "Year", cell: ({ year }) => year },
  { title: "Claims", cell: ({ claims }) => told(claims), isNumber: true },
  {
    title: "Patients",
    cell: ({ patients }) => (patients == null ? "fewer than 11" : count(patients)),
    isNumber: true,
  },
  {
    title: "Cost of the drug",
    cell: ({ costUsd }) => (costUsd == null ? "not told" : usd(costUsd)),
    isNumber: true,
  },
  { title: "Source", cell: (row) => <Origin source={row.source} knownFrom={row.knownFrom} /> },
];

/** Prescriptions by drug and year, the latest first. */
export function Prescriptions({ id }: { id: string }) {
  const pages = usePages(
    PersonPrescriptionsDocument,
    { id },
    (data: PersonPrescriptionsQuery) => data.person?.prescriptions ?? NONE,
  );
  return (
    <Counted
      of={pages}
      label="Prescriptions by year"
      columns={PRESCRIPTIONS}
      keyOf={({ node, cursor }) => `${node.name} ${cursor}`}
      none={<Silence by={["part-d-drugs"]} />}
    />
  );
}

interface Props<Row> {
  of: Pages<Row>;
  label: string;
  columns: Column<Row>[];
  keyOf: (row: Row) => string;
  none: ReactNode;
}

function Counted<Row>({ of, label, columns, keyOf, none }: Props<Row>) {
  return (
    <Answer of={of} lines={3}>
      {({ edges, totalCount }) =>
        totalCount === 0 ? (
          none
        ) : (
          <>
            <Plain {...{ label, columns, keyOf }} rows={edges} />
            {of.more && (
              <Group mt="xs">
                <Button size="xs" variant="default" onClick={of.more} loading={of.isAsking}>
                  Show more
                </Button>
                <Text size="xs" c="dimmed" role="status">
                  {count(edges.length)} of {count(totalCount)}
                </Text>
              </Group>
            )}
          </>
        )
      }
    </Answer>
  );
}
