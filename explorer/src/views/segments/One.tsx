import { Button, Code, Group, List, SegmentedControl, Stack, Tabs, Text, Title } from "@mantine/core";
import { IconBell, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useAsked, useDoing } from "../../asking/use";
import {
  SegmentDeleteDocument,
  SegmentMovedDocument,
  SegmentPeopleDocument,
  SegmentWatchDocument,
} from "../../gql/graphql";
import type { Change, State } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Person } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { Table } from "../../parts/Table";
import { Trouble } from "../../parts/Trouble";
import { counted, percent } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { STATE } from "./asking";
import type { Segment } from "./Segments";

interface Props {
  segment: Segment;
  shown: State<typeof STATE>;
  change: Change<typeof STATE>;
  gone: () => void;
}

/** One segment: its people, its moves with their causes, and its rules. */
export function One({ segment, shown, change, gone }: Props) {
  const me = useMe();
  const watching = useDoing(SegmentWatchDocument);
  const deleting = useDoing(SegmentDeleteDocument);
  const [told, setTold] = useState("");
  const [isSure, setSure] = useState(false);
  const trouble = watching.trouble ?? deleting.trouble;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h3" className="long">
          {segment.name}
        </Title>
        <Group gap="xs" className="unprinted">
          {mayAsk(me, "saveWatch") && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconBell size={14} aria-hidden />}
              loading={watching.isRunning}
              onClick={async () => {
                const given = { name: segment.name, segment: segment.id };
                const done = await watching.run(given);
                if (done?.saveWatch) {
                  setTold("Watched: you are told of what is new at each refresh, under My week.");
                }
              }}
            >
              Watch
            </Button>
          )}
          {segment.owner === me.subject && (
            <Button
              variant="default"
              size="xs"
              color="red"
              leftSection={<IconTrash size={14} aria-hidden />}
              onClick={async () => {
                if (!isSure) setSure(true);
                else if (await deleting.run({ id: segment.id })) gone();
              }}
            >
              {isSure ? "Delete for good" : "Delete"}
            </Button>
          )}
        </Group>
      </Group>
      {trouble && <Trouble trouble={trouble} />}
      <Text size="sm" role="status">
        {told}
      </Text>
      <Text size="sm" c="dimmed" mb="sm">
        {segment.why || "No reason was given."} Kept by {segment.owner}, version {segment.version}
        {segment.flapRate !== null &&
          segment.flapRate !== undefined &&
          `; ${percent(segment.flapRate)} of the members moved to and fro within a year`}
        .
      </Text>
      <Tabs
        value={shown.part ?? "people"}
        onChange={(part) => change({ part: part as "people" | "moves" | "rules" })}
        keepMounted={false}
      >
        <Tabs.List mb="sm">
          <Tabs.Tab value="people">People</Tabs.Tab>
          <Tabs.Tab value="moves">Moves</Tabs.Tab>
          <Tabs.Tab value="rules">Rules</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people">
          <People segment={segment} level={shown.level} change={(level) => change({ level })} />
        </Tabs.Panel>
        <Tabs.Panel value="moves">
          <Moves segment={segment.id} />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <Rules segment={segment} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

interface PeopleProps {
  segment: Segment;
  level: number | undefined;
  change: (level: number | undefined) => void;
}

function People({ segment, level, change }: PeopleProps) {
  const given = { segment: segment.id, level: level ?? null, after: null };
  const asked = useAsked(SegmentPeopleDocument, given);
  const levels = segment.levels ?? [];
  return (
    <>
      {levels.length > 1 && (
        <SegmentedControl
          mb="sm"
          aria-label="Level"
          value={String(level ?? "all")}
          onChange={(to) => change(to === "all" ? undefined : Number(to))}
          data={[
            { value: "all", label: "All" },
            ...levels.map((one) => ({
              value: String(one.level),
              label: one.title || `Level ${one.level}`,
            })),
          ]}
        />
      )}
      <Answer of={asked} lines={8}>
        {({ segmentMembers: { members, totalCount } }) =>
          totalCount === 0 ? (
            <Empty title="Nobody is in it">
              Rules are applied at each refresh; the last review took nobody in.
            </Empty>
          ) : (
            <Table
              label={`People of ${segment.name}`}
              rows={members}
              keyOf={(one) => one.person.personId}
              total={totalCount}
              columns={[
                { id: "person", title: "Person", cell: (one) => <Person person={one.person} /> },
                { id: "level", title: "Level", isNumber: true, cell: (one) => one.level },
                { id: "since", title: "Since", cell: (one) => one.since.slice(0, 10) },
                {
                  id: "influence",
                  title: "Influence",
                  cell: (one) =>
                    typeof one.person.influence === "number" ? (
                      <Strength value={one.person.influence} of="Influence" width={56} />
                    ) : (
                      "–"
                    ),
                },
                {
                  id: "pin",
                  title: "By decision",
                  cell: (one) => (one.pin ? `${one.pin.why}, until ${one.pin.until}` : ""),
                },
              ]}
            />
          )
        }
      </Answer>
    </>
  );
}

function Moves({ segment }: { segment: string }) {
  const asked = useAsked(SegmentMovedDocument, { segment, after: null });
  const where = (level: number | null | undefined) => (level ? `level ${level}` : "outside");
  return (
    <Answer of={asked} lines={8}>
      {({ segmentMoves: { moves } }) =>
        moves.length === 0 ? (
          <Empty title="Nobody has moved" />
        ) : (
          <Stack gap="md" component="ol" className="plain">
            {moves.map((one) => (
              <li key={`${one.personId} ${one.at}`}>
                <Text size="sm">
                  {one.person ? <Person person={one.person} isShort /> : one.personId}: from{" "}
                  {where(one.before)} to {where(one.after)}, {one.asOf ?? one.at.slice(0, 10)}
                </Text>
                <List size="xs" c="dimmed">
                  {one.clauses.map((clause) => (
                    <List.Item key={clause.clause} className="long">
                      <Code>{clause.clause}</Code> {clause.holds ? "holds" : "does not hold"}
                      {clause.value && `: ${clause.value}`}
                    </List.Item>
                  ))}
                  {one.records.map((record) => (
                    <List.Item key={`${record.kind} ${record.record}`}>
                      {counted(1, "new record")}: {record.source ?? "source not known"}{" "}
                      {record.record}, {record.on ?? "day not known"}
                    </List.Item>
                  ))}
                </List>
              </li>
            ))}
          </Stack>
        )
      }
    </Answer>
  );
}

function Rules({ segment }: { segment: Segment }) {
  return (
    <Stack>
      {(segment.levels ?? []).map((one) => (
        <div key={one.level}>
          <Title order={3} size="h5">
            {one.title || `Level ${one.level}`}
          </Title>
          <Text size="sm">Comes in</Text>
          <Code block>{one.enters}</Code>
          <Text size="sm" mt="xs">
            Stays, once in
          </Text>
          <Code block>{one.stays}</Code>
        </div>
      ))}
    </Stack>
  );
}
