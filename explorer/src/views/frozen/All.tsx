import { Anchor, Badge, Card, Code, Group, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { onDay } from "../../parts/days";
import { Empty } from "../../parts/Empty";
import { counted } from "../../parts/words";
import { GAINED, saidOf, titleOf, type List } from "./words";

/** Every frozen list, the latest years first; what is none, or none any more, is said as such. */
export function All({ lists }: { lists: List[] }) {
  if (lists.length === 0) {
    return (
      <Empty title="No list is frozen yet">
        Freeze one where Peerline runs: <Code>peerline freeze emerging --as-of 2023</Code>. It is
        judged three years later; one of a past year at once.
      </Empty>
    );
  }
  return (
    <Stack component="ul" className="plain" gap="sm" aria-label="Frozen lists">
      {lists.map((list) => (
        <Card key={list.id} component="li" withBorder padding="md">
          {list.isWhole ? <Whole list={list} /> : <Fault list={list} />}
        </Card>
      ))}
    </Stack>
  );
}

function Whole({ list }: { list: List }) {
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4">
          <Anchor
            component={Link}
            to="/explore/frozen"
            search={{ list: list.id } as never}
            inherit
          >
            {titleOf(list)}
          </Anchor>
        </Title>
        <Marks list={list} />
      </Group>
      <Text mt={4} fw={list.judgement ? 600 : 400} className="long">
        {saidOf(list)}
      </Text>
      <Facts list={list} />
    </>
  );
}

/** Whether a list is as it was written, and whether it was frozen late. */
export function Marks({ list }: { list: List }) {
  return (
    <Group gap={6}>
      {list.isInHindsight && (
        <Badge variant="light" color="yellow">
          In hindsight
        </Badge>
      )}
      <Badge variant="light" color="teal">
        As it was written
      </Badge>
    </Group>
  );
}

/** What a list holds, by which outcome it is judged, when it was frozen, and its digest. */
export function Facts({ list }: { list: List }) {
  return (
    <>
      <Text size="sm" c="dimmed" mt={4} className="long">
        {counted(list.persons ?? 0, "person", "people")} who were not yet visible, by{" "}
        {list.outcome ? GAINED[list.outcome] : "an outcome that is not known"} · frozen{" "}
        {onDay(list.frozenAt)}
        {list.isInHindsight && ", when a year that judges it was over already"}
      </Text>
      <Text size="xs" c="dimmed" mt={2} className="long" ff="monospace">
        SHA-256 {list.sha256}
      </Text>
    </>
  );
}

function Fault({ list }: { list: List }) {
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h5" className="long">
          <bdi>{list.id}</bdi>
        </Title>
        <Badge variant="light" color="red">
          Not whole
        </Badge>
      </Group>
      <Text mt={4} size="sm" className="long">
        Not shown: {list.fault}.
      </Text>
    </>
  );
}
