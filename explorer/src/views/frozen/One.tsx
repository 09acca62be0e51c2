import { Anchor, Button, Skeleton, Text } from "@mantine/core";
import { IconArrowLeft, IconDownload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import { saveList } from "../../asking/files";
import { usePages } from "../../asking/pages";
import type { Trouble as Found } from "../../asking/trouble";
import { FrozenPersonsDocument } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { dayOf } from "../../parts/days";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Person } from "../../parts/Person";
import { Section } from "../../parts/Section";
import { Strength } from "../../parts/Strength";
import { Table, type Column } from "../../parts/Table";
import { Trouble } from "../../parts/Trouble";
import { count } from "../../parts/words";
import { Facts, Marks } from "./All";
import { becameOf, nameOf, saidOf, type List, type Row } from "./words";

// The drawing is heavy, and not every list has one.
const Right = lazy(() => import("./Right"));

/** One frozen list: how right it was, and its persons in its own order. */
export function One({ list }: { list: List }) {
  const [trouble, setTrouble] = useState<Found | null>(null);
  const { judgement } = list;
  return (
    <>
      <Anchor component={Link} to="/explore/frozen" size="sm" className="unprinted">
        <IconArrowLeft size={13} aria-hidden /> All frozen lists
      </Anchor>
      <Head title={nameOf(list)} says={saidOf(list)}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={async () =>
            setTrouble(
              await saveList(FrozenPersonsDocument, { list: list.id }, "csv", nameOf(list).replace(",", "")),
            )
          }
        >
          Save as CSV
        </Button>
      </Head>
      {trouble && <Trouble trouble={trouble} />}
      <Marks list={list} />
      <Facts list={list} />
      {judgement && (
        <>
          <Text size="sm" c="dimmed" mb="lg" mt={4} className="long">
            Rising is the top 5 % of what was gained in the three years to{" "}
            {dayOf(list.judgeableAfter)} among {count(judgement.candidates)} people who were not yet
            visible: {count(judgement.risen)} did. By papers known up to {dayOf(judgement.knownUntil)},
            judged {dayOf(judgement.judgedAt)}.
          </Text>
          <Section title="How right it was">
            <Suspense fallback={<Skeleton height={330} />}>
              <Right judgement={judgement} />
            </Suspense>
          </Section>
        </>
      )}
      <Section title="Who is on it" says="The likeliest first, as the list has them">
        <Persons list={list} />
      </Section>
    </>
  );
}

function Persons({ list }: { list: List }) {
  const variables = useMemo(() => ({ list: list.id }), [list.id]);
  const pages = usePages(FrozenPersonsDocument, variables, (data) => data.frozenPersons);
  return (
    <Answer of={pages} lines={10}>
      {({ edges, totalCount }) =>
        totalCount === 0 ? (
          <Empty title="Nobody of your territory is on it" />
        ) : (
          <Table
            label="People of the list"
            columns={COLUMNS}
            rows={edges}
            keyOf={(row) => String(row.place)}
            total={totalCount}
            more={pages.isAsking ? undefined : pages.more}
          />
        )
      }
    </Answer>
  );
}

const COLUMNS: Column<Row>[] = [
  { id: "place", title: "Place", isNumber: true, cell: (row) => count(row.place) },
  {
    id: "person",
    title: "Person",
    width: 210,
    cell: (row) =>
      row.node ? (
        <Person person={row.node} />
      ) : (
        <Text size="sm" c="dimmed">
          No longer in the graph
        </Text>
      ),
  },
  {
    id: "chance",
    title: "Chance that was said",
    width: 140,
    cell: (row) => <Strength value={row.chance} of="Chance" width={56} />,
  },
  {
    id: "became",
    title: "In the three years after",
    width: 170,
    cell: (row) => (
      <Text
        size="sm"
        fw={row.rose ? 600 : 400}
        {...(row.rose ? {} : { c: "dimmed" })}
      >
        {becameOf(row)}
      </Text>
    ),
  },
];
