import { Code, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";
import { useAsked } from "../../asking/use";
import { QualitySourcesDocument, type QualitySourcesQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Head } from "../../parts/Head";
import { Table, type Column, type Sort } from "../../parts/Table";
import { count } from "../../parts/words";
import { onDay } from "../../parts/days";
import { useMe } from "../../shell/me";
import { mayReadReasons } from "../person/sight";
import { Doubts } from "./Doubts";
import { shareOf } from "./share";

type Source = QualitySourcesQuery["sources"][number];

/** What sources were refused, and whose identity is in doubt. */
export default function Quality() {
  const me = useMe();
  return (
    <>
      <Head
        title="Data quality"
        says="What was refused of the sources, what nobody reads, and whose identity is in doubt"
      />
      <Refused />
      {mayReadReasons(me) && <Doubts />}
    </>
  );
}

const COLUMNS: Column<Source>[] = [
  { id: "title", title: "Source", cell: Named, value: ({ title }) => title },
  {
    id: "records",
    title: "Records",
    cell: ({ records, loadedAt }) => (loadedAt ? count(records) : "not loaded"),
    value: ({ records }) => records,
    isNumber: true,
  },
  {
    id: "rejects",
    title: "Refused",
    cell: ({ rejects, loadedAt }) => (loadedAt ? count(rejects) : "–"),
    value: ({ rejects }) => rejects,
    isNumber: true,
  },
  {
    id: "share",
    title: "For 1,000 records",
    cell: (source) => shareOf(source),
    value: ({ rejects, records }) => (records > 0 ? rejects / records : null),
    isNumber: true,
  },
  {
    id: "signals",
    title: "Signals",
    cell: ({ signals, loadedAt }) => (loadedAt ? count(signals) : "–"),
    value: ({ signals }) => signals,
    isNumber: true,
  },
  {
    id: "persons",
    title: "Persons",
    cell: ({ persons, loadedAt }) => (loadedAt ? count(persons) : "–"),
    value: ({ persons }) => persons,
    isNumber: true,
  },
  {
    id: "loadedAt",
    title: "Loaded",
    cell: ({ loadedAt }) => onDay(loadedAt) ?? "–",
    value: ({ loadedAt }) => loadedAt ?? null,
    isNumber: true,
  },
  {
    id: "toldUntil",
    title: "Tells up to",
    cell: ({ toldUntil }) => onDay(toldUntil) ?? "–",
    value: ({ toldUntil }) => toldUntil ?? null,
    isNumber: true,
  },
];

function Named({ title, publisher }: Source) {
  return (
    <>
      {title}
      <Text size="xs" c="dimmed">
        {publisher}
      </Text>
    </>
  );
}

function Refused() {
  const asked = useAsked(QualitySourcesDocument, {});
  const [sort, setSort] = useState<Sort>({ by: "rejects", isUp: false });
  return (
    <section aria-labelledby="refused">
      <Title order={2} size="h4" mb={4} id="refused">
        Refused and not read
      </Title>
      <Text size="sm" c="dimmed" mb="sm" className="long">
        Refused are records, or values of them, that were not taken; a record may have several. A
        signal is something in a file that nobody reads, or that is not as known, such as a category
        that is new. <Code>peerline ledger</Code> on the server tells each with its file and reason.
      </Text>
      <Answer of={asked} lines={8}>
        {({ sources }) => <Sources sources={sources} sort={sort} onSort={setSort} />}
      </Answer>
    </section>
  );
}

interface SourcesProps {
  sources: Source[];
  sort: Sort;
  onSort: (to: Sort) => void;
}

function Sources({ sources, sort, onSort }: SourcesProps) {
  const rows = useMemo(() => [...sources], [sources]);
  return (
    <Table
      label="Sources"
      columns={COLUMNS}
      rows={rows}
      keyOf={({ name }) => name}
      sort={sort}
      onSort={onSort}
      height={480}
    />
  );
}
