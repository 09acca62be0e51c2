import { ActionIcon, Badge, Box, Button, Card, Checkbox, Group, Stack, Text } from "@mantine/core";
import { IconThumbDown, IconThumbUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsked, useDoing } from "../../asking/use";
import {
  WeekAlertsDocument,
  WeekJudgeDocument,
  WeekReadDocument,
  type WeekAlertsQuery,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { counted, unwrapped } from "../../parts/words";

type Alert = NonNullable<WeekAlertsQuery["alerts"]>["alerts"][number];

interface Props {
  isAll: boolean;
  change: (isAll: boolean | undefined) => void;
}

/** What is new of those whom the caller watches; each with its records. */
export function Alerts({ isAll, change }: Props) {
  const asked = useAsked(WeekAlertsDocument, { unread: !isAll, after: null });
  const reading = useDoing(WeekReadDocument);
  const judging = useDoing(WeekJudgeDocument);
  // Whoever judges has read; what is judged stays in sight until the list is asked again.
  const [verdicts, setVerdicts] = useState<Record<string, boolean>>({});
  const trouble = reading.trouble ?? judging.trouble;
  return (
    <Section
      title="New"
      beside={
        <Checkbox
          size="xs"
          label="Read ones too"
          checked={isAll}
          onChange={({ currentTarget }) => change(currentTarget.checked || undefined)}
        />
      }
    >
      {trouble && <Trouble trouble={trouble} />}
      <Answer of={asked}>
        {({ alerts: found }) => {
          if (!found || found.alerts.length === 0) {
            return (
              <Empty title="Nothing new" to={{ path: "/explore/segments", says: "Watch a segment" }}>
                Alerts are raised at each refresh, of those whom you watch.
              </Empty>
            );
          }
          const unread = found.alerts.filter((one) => !one.readAt).map((one) => one.id);
          return (
            <>
              <Stack gap="xs" component="ol" className="plain">
                {found.alerts.map((one) => (
                  <Told
                    key={one.id}
                    alert={{ ...one, isUseful: verdicts[one.id] ?? one.isUseful }}
                    judge={async (isUseful) => {
                      const done = await judging.run({ id: one.id, isUseful });
                      if (done?.judgeAlert) setVerdicts({ ...verdicts, [one.id]: isUseful });
                    }}
                  />
                ))}
              </Stack>
              <Group justify="space-between" mt="xs">
                <Text size="xs" c="dimmed" role="status">
                  {found.alerts.length} of {counted(found.totalCount, "alert")}
                </Text>
                {unread.length > 0 && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    loading={reading.isRunning}
                    onClick={async () => {
                      await reading.run({ ids: unread });
                      asked.again();
                    }}
                  >
                    I have read these
                  </Button>
                )}
              </Group>
            </>
          );
        }}
      </Answer>
    </Section>
  );
}

function Told({ alert, judge }: { alert: Alert; judge: (isUseful: boolean) => void }) {
  return (
    <Card component="li" withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Box miw={0}>
          <Text size="sm" className="long">
            <Link to="/explore/person" search={{ id: alert.personId } as never}>
              <bdi>{alert.name}</bdi>
            </Link>
            : {alert.says}
          </Text>
          <Text size="xs" c="dimmed">
            {unwrapped(alert.kind)} · {alert.watchName} · {alert.raisedAt.slice(0, 10)}
          </Text>
        </Box>
        {alert.isUrgent && <Badge color="red">urgent</Badge>}
      </Group>
      <details>
        <summary>
          <Text span size="sm">
            {counted(alert.records.length, "record")}
          </Text>
        </summary>
        {alert.records.map((one) => (
          <Text key={one.record} size="xs" mt={2} className="long">
            {one.source ?? "the graph as a whole"} {one.record}, {one.happenedOn ?? "day not known"}:{" "}
            {one.title}
          </Text>
        ))}
      </details>
      <Group gap={4} mt={4} className="unprinted">
        {([true, false] as const).map((isUseful) => (
          <ActionIcon
            key={String(isUseful)}
            size="sm"
            variant={alert.isUseful === isUseful ? "filled" : "subtle"}
            color="gray"
            aria-pressed={alert.isUseful === isUseful}
            aria-label={`${isUseful ? "Of use" : "Of no use"}: ${alert.name}, ${alert.says}`}
            onClick={() => judge(isUseful)}
          >
            {isUseful ? <IconThumbUp size={14} /> : <IconThumbDown size={14} />}
          </ActionIcon>
        ))}
      </Group>
    </Card>
  );
}
