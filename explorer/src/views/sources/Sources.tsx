import { Anchor, Badge, Box, Group, SegmentedControl, Text } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { SourcesDocument, type SourcesQuery } from "../../gql/graphql";
import { flag, oneOf, text, useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Head } from "../../parts/Head";
import { Table, type Column } from "../../parts/Table";
import { count, counted, webAddress } from "../../parts/words";

type Source = SourcesQuery["sources"][number];

const STATE = { show: oneOf("loaded", "absent"), by: text, up: flag };

const COLUMNS: Column<Source>[] = [
  { id: "title", title: "Source", value: (one) => one.title, cell: (one) => <Named source={one} /> },
  {
    id: "persons",
    title: "People it speaks of",
    isNumber: true,
    value: (one) => one.persons,
    cell: (one) => (one.loadedAt ? count(one.persons) : "–"),
  },
  {
    id: "records",
    title: "Records",
    isNumber: true,
    value: (one) => one.records,
    cell: (one) => (one.loadedAt ? count(one.records) : "–"),
  },
  {
    id: "toldUntil",
    title: "Tells until",
    value: (one) => one.toldUntil ?? "",
    cell: (one) => one.toldUntil ?? (one.loadedAt ? "names no day" : "–"),
  },
  {
    id: "loadedAt",
    title: "Loaded",
    value: (one) => one.loadedAt ?? "",
    cell: (one) => one.loadedAt?.slice(0, 10) ?? <Badge color="gray">not loaded</Badge>,
  },
  {
    id: "rejects",
    title: "Refused",
    isNumber: true,
    value: (one) => one.rejects,
    cell: (one) => (one.loadedAt ? count(one.rejects) : "–"),
  },
  {
    id: "signals",
    title: "Not as known",
    isNumber: true,
    value: (one) => one.signals,
    cell: (one) => (one.loadedAt ? count(one.signals) : "–"),
  },
  {
    id: "terms",
    title: "Terms",
    cell: (one) => (
      <Text size="xs" c="dimmed">
        {one.terms}
      </Text>
    ),
  },
];

/** What the figures of every view rest on, and how fresh it is. */
export default function Sources() {
  const asked = useAsked(SourcesDocument, {});
  const [shown, change] = useAddress(STATE);
  return (
    <Box className="wide">
      <Head
        title="Sources"
        says="What every figure rests on. Where a source is not loaded, nothing is known of what it tells: that is never a zero."
      />
      <Answer of={asked} lines={10}>
        {({ sources }) => {
          const loaded = sources.filter((one) => one.loadedAt);
          const absent = sources.filter((one) => !one.loadedAt);
          const rows = { loaded, absent, all: sources }[shown.show ?? "all"];
          return (
            <>
              <Group mb="md">
                <SegmentedControl
                  aria-label="Which sources"
                  value={shown.show ?? "all"}
                  onChange={(to) =>
                    change({ show: to === "all" ? undefined : (to as "loaded" | "absent") })
                  }
                  data={[
                    { value: "all", label: `All ${sources.length}` },
                    { value: "loaded", label: `Loaded ${loaded.length}` },
                    { value: "absent", label: `Not loaded ${absent.length}` },
                  ]}
                />
                <Text size="sm" c="dimmed">
                  {counted(
                    loaded.reduce((sum, one) => sum + one.records, 0),
                    "record",
                  )}{" "}
                  read, {counted(sum(loaded), "value")} refused and told of
                </Text>
              </Group>
              <Table
                label="Sources"
                columns={COLUMNS}
                rows={rows}
                keyOf={(one) => one.name}
                sort={shown.by ? { by: shown.by, isUp: shown.up ?? false } : undefined}
                onSort={({ by, isUp }) => change({ by, up: isUp || undefined })}
                height={760}
              />
              <Text size="sm" c="dimmed" mt="sm">
                <b>Refused</b>: records or values that are not what the publisher says they are;{" "}
                <code>peerline ledger</code> names each. <b>Not as known</b>: columns or categories
                that nobody reads yet.
              </Text>
            </>
          );
        }}
      </Answer>
    </Box>
  );
}

const sum = (sources: Source[]): number => sources.reduce((all, one) => all + one.rejects, 0);

function Named({ source }: { source: Source }) {
  const address = webAddress(source.address);
  return (
    <>
      <Text size="sm" fw={600}>
        {source.title}
      </Text>
      <Text size="xs" c="dimmed">
        {address ? (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" size="xs">
            {source.publisher}
          </Anchor>
        ) : (
          source.publisher
        )}{" "}
        · {source.name}
      </Text>
    </>
  );
}
