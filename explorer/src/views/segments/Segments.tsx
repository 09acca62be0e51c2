import { Badge, Button, Card, Grid, Group, Stack, Text } from "@mantine/core";
import { IconPlus, IconStairs } from "@tabler/icons-react";
import { useAsked } from "../../asking/use";
import { SegmentsDocument, SegmentsForLiaisonDocument, type SegmentsQuery } from "../../gql/graphql";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { counted } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { STATE } from "./asking";
import { One } from "./One";
import { Tiers } from "./Tiers";
import { Try } from "./Try";

export type Segment = Partial<SegmentsQuery["segments"][number]> &
  Pick<SegmentsQuery["segments"][number], "id" | "name" | "owner" | "isShared" | "why" | "version">;

const NOTHING = { id: undefined, level: undefined, part: undefined, rule: undefined, tiers: undefined };

/** The caller's own segments and those that are shared: who is in, who moved and why. */
export default function Segments() {
  const me = useMe();
  const [shown, change] = useAddress(STATE);
  const isLiaison = me.role === "liaison";
  const whole = useAsked(SegmentsDocument, {}, isLiaison);
  const own = useAsked(SegmentsForLiaisonDocument, {}, !isLiaison);
  const asked = isLiaison ? own : whole;
  return (
    <>
      <Head title="Segments and tiers" says="Rules that keep lists of people; each move has its reason">
        {mayAsk(me, "saveTiers") && (
          <Button
            variant="default"
            leftSection={<IconStairs size={16} aria-hidden />}
            onClick={() => change({ ...NOTHING, tiers: true })}
          >
            Make tiers
          </Button>
        )}
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ ...NOTHING, rule: "{isPhysician: true}" })}
        >
          Try a rule
        </Button>
      </Head>
      {shown.rule !== undefined && <Try key="try" shown={shown} change={change} saved={asked.again} />}
      {shown.tiers && <Tiers change={change} saved={asked.again} />}
      <Answer of={asked as typeof whole}>
        {({ segments }) => {
          if (segments.length === 0) {
            return (
              <Empty title="No segments yet">
                Try a rule: you see who would be in before you keep it.
              </Empty>
            );
          }
          const chosen = segments.find((one) => one.id === shown.id);
          return (
            <Grid gap="xl">
              <Grid.Col span={{ base: 12, md: 4 }}>
                <Stack gap="xs" component="nav" aria-label="Segments">
                  {segments.map((one) => (
                    <Choice
                      key={one.id}
                      segment={one}
                      isChosen={one.id === shown.id}
                      choose={() => change({ ...NOTHING, part: shown.part, id: one.id })}
                    />
                  ))}
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 8 }}>
                {chosen ? (
                  <One
                    segment={chosen}
                    shown={shown}
                    change={change}
                    gone={() => {
                      change({ id: undefined });
                      asked.again();
                    }}
                  />
                ) : (
                  shown.rule === undefined && !shown.tiers && <Text c="dimmed">Choose a segment.</Text>
                )}
              </Grid.Col>
            </Grid>
          );
        }}
      </Answer>
    </>
  );
}

interface ChoiceProps {
  segment: Segment;
  isChosen: boolean;
  choose: () => void;
}

function Choice({ segment, isChosen, choose }: ChoiceProps) {
  const { reviewed } = segment;
  return (
    <Card
      component="button"
      type="button"
      ta="start"
      withBorder
      padding="sm"
      onClick={choose}
      aria-current={isChosen || undefined}
      bg={isChosen ? "var(--mantine-primary-color-light)" : undefined}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} className="long">
          {segment.name}
        </Text>
        {segment.isShared && <Badge variant="light">shared</Badge>}
      </Group>
      <Text size="xs" c="dimmed">
        {reviewed
          ? `${counted(reviewed.members, "person", "people")}, ${counted(reviewed.moves, "move")} at the review of ${reviewed.at.slice(0, 10)}`
          : "Not reviewed yet, or its size is not for your role"}
      </Text>
    </Card>
  );
}
