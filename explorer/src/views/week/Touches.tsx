import { Anchor, Badge, Card, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsked } from "../../asking/use";
import {
  WeekAsksDocument,
  WeekTouchesDocument,
  type WeekTouchFragment,
} from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Person } from "../../parts/Person";
import { Section } from "../../parts/Section";
import { Strength } from "../../parts/Strength";
import { counted } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";

/** Whom to see next, with the reason, and whom to ask for an introduction. */
export function Touches({ liaison }: { liaison: string }) {
  const me = useMe();
  const asked = useAsked(WeekTouchesDocument, { liaison });
  return (
    <Answer of={asked} lines={10}>
      {({ nextTouches }) =>
        nextTouches === null || nextTouches === undefined ? (
          <Empty title="No next touches for your role" />
        ) : (
          <>
            <Section title="See next" says={`Met before, as of ${nextTouches.asOf}`}>
              <Found touches={nextTouches.again} liaison={liaison} />
            </Section>
            <Section title="Never met" says="In your territory, with something to speak of">
              <Found touches={nextTouches.firstTime} liaison={liaison} />
            </Section>
            {mayAsk(me, "nextIntroductions") && nextTouches.firstTime.length > 0 && (
              <Asks
                liaison={liaison}
                to={nextTouches.firstTime.map((one) => one.person.personId)}
              />
            )}
            <Text size="sm" c="dimmed">
              Left out:{" "}
              {nextTouches.leftOut.map((one) => `${one.persons} ${one.why}`).join("; ") || "nobody"}
            </Text>
          </>
        )
      }
    </Answer>
  );
}

function Found({ touches, liaison }: { touches: WeekTouchFragment[]; liaison: string }) {
  if (touches.length === 0) return <Text c="dimmed">Nobody now.</Text>;
  return (
    <Stack gap="xs" component="ol" className="plain">
      {touches.map((one) => (
        <Card key={one.person.personId} component="li" withBorder padding="sm">
          <Group justify="space-between" align="flex-start" wrap="nowrap">
            <div>
              <Person person={one.person} />
            </div>
            <Stack gap={4} align="flex-end" flex="none">
              <Badge variant="light">tier {one.cadence.tier}</Badge>
              <Text size="xs" c="dimmed">
                {one.channel}
              </Text>
            </Stack>
          </Group>
          <List size="sm" mt={6} spacing={2}>
            {one.why.map((reason) => (
              <List.Item key={reason}>{reason}</List.Item>
            ))}
          </List>
          <Triggers touch={one} />
          <Text size="xs" c="dimmed" mt={6}>
            {one.cadence.sentence} <Screened touch={one} />
          </Text>
          <Group gap="md" mt={6} className="unprinted">
            <Way to="/explore/introductions" of={one} search={{ from: liaison, to: one.person.personId }}>
              Who connects me
            </Way>
            <Way
              to="/explore/brief"
              of={one}
              search={{ liaison, person: one.person.personId }}
            >
              Brief
            </Way>
            <Way to="/explore/screening" of={one} search={{ person: one.person.personId }}>
              Screen
            </Way>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}

interface WayProps {
  to: string;
  of: WeekTouchFragment;
  search: Record<string, string>;
  children: string;
}

function Way({ to, of, search, children }: WayProps) {
  return (
    <Anchor
      component={Link}
      to={to}
      search={search as never}
      size="sm"
      aria-label={`${children}: ${of.person.name}`}
    >
      {children}
    </Anchor>
  );
}

function Triggers({ touch }: { touch: WeekTouchFragment }) {
  if (touch.triggers.length === 0) return null;
  return (
    <details>
      <summary>
        <Text span size="sm">
          {counted(touch.triggers.length, "fresh record")}
        </Text>
      </summary>
      <Stack gap={2} mt={4}>
        {touch.triggers.map((one) => (
          <Text key={one.recordId} size="xs" className="long">
            {one.kind} {one.recordId}, {one.on}, {one.source ?? "source not known"}: {one.title}
          </Text>
        ))}
      </Stack>
    </details>
  );
}

function Screened({ touch }: { touch: WeekTouchFragment }) {
  const { filedScreening: filed } = touch;
  if (!filed) return <>No screening was filed.</>;
  return (
    <>
      Screening {filed.number} of {filed.filedAt.slice(0, 10)}: {filed.outcome.toLowerCase()}.
    </>
  );
}

function Asks({ liaison, to }: { liaison: string; to: string[] }) {
  const asked = useAsked(WeekAsksDocument, { from: [liaison], to });
  return (
    <Section title="Introductions to ask for" says="So that few asks open most doors">
      <Answer of={asked}>
        {({ nextIntroductions }) =>
          nextIntroductions.length === 0 ? (
            <Text c="dimmed">Nobody you know leads to them.</Text>
          ) : (
            <Stack gap="xs">
              {nextIntroductions.map(({ introduction: { introducer, to: goal, strength } }) => (
                <Group key={goal.personId} justify="space-between" wrap="nowrap">
                  <Text size="sm">
                    {introducer ? (
                      <>
                        Ask <Person person={introducer} isShort /> to introduce you to{" "}
                      </>
                    ) : (
                      "You know "
                    )}
                    <Anchor
                      component={Link}
                      to="/explore/introductions"
                      search={{ from: liaison, to: goal.personId } as never}
                    >
                      <bdi>{goal.name}</bdi>
                    </Anchor>
                  </Text>
                  <Strength value={strength} />
                </Group>
              ))}
            </Stack>
          )
        }
      </Answer>
    </Section>
  );
}
