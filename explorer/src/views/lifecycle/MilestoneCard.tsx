import { Anchor, Badge, Box, Button, Card, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { LifecycleQuery } from "../../gql/graphql";
import { sentence } from "../../parts/chain/saying";
import { CitedRecords } from "../../parts/CitedRecords";
import { dayOf } from "../../parts/days";
import { Person } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { counted, listed } from "../../parts/words";
import styles from "./lifecycle.module.css";

type Milestone = LifecycleQuery["lifecycle"]["milestones"][number];
type Expert = Milestone["experts"][number];

const isLate = ({ meeting }: Expert): boolean => ["missed", "met late"].includes(meeting);

/** A milestone: when it begins, what to discuss, and its experts with whether they were met. */
export function MilestoneCard({ milestone, onlyLate }: { milestone: Milestone; onlyLate: boolean }) {
  const experts = onlyLate ? milestone.experts.filter(isLate) : milestone.experts;
  return (
    <Card withBorder padding="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box flex="1 1 300px">
          <Title order={3} size="h5" className="long">
            {milestone.title}
          </Title>
          <Text size="sm" c="dimmed">
            {begun(milestone)}
          </Text>
        </Box>
        {milestone.missed > 0 && (
          <Badge color="orange" c={LATE} variant="light" tt="none">
            {milestone.missed} of {milestone.experts.length} missed or late
          </Badge>
        )}
      </Group>
      <Text size="sm" mt="xs" className="long">
        {milestone.why} To discuss: {listed(milestone.discuss)}.
      </Text>
      {experts.length === 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {milestone.experts.length === 0
            ? "No expert is in the records on this condition."
            : "Nobody is missed or late."}
        </Text>
      ) : (
        <ol className={`plain ${styles.experts}`} aria-label={`Experts: ${milestone.title}`}>
          {experts.map((expert) => (
            <Row key={expert.person.personId} expert={expert} />
          ))}
        </ol>
      )}
    </Card>
  );
}

function begun({ beginsOn, hasBegun }: Milestone): string {
  if (beginsOn) return `${hasBegun ? "Began" : "Begins"} on ${dayOf(beginsOn)}`;
  if (hasBegun === null || hasBegun === undefined) return "Neither a day nor a phase is listed";
  return hasBegun ? "Has begun, by the phase; no day is listed" : "Has not begun, by the phase";
}

const LATE = "light-dark(#8f3205, #ffc078)";
const MET = "light-dark(#045c41, #96f2d7)";

/** The colour of how an expert was met, and of its words. */
function colours(meeting: string): { color: string; ink: string | undefined } {
  if (meeting === "missed" || meeting === "met late") return { color: "orange", ink: LATE };
  return meeting.startsWith("met") ? { color: "teal", ink: MET } : { color: "gray", ink: undefined };
}

function Row({ expert }: { expert: Expert }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const { person } = expert;
  const { color, ink } = colours(expert.meeting);
  return (
    <li className={styles.expert}>
      <div className={styles.row}>
        <Box miw={0}>
          <Person person={person} />
        </Box>
        <Strength value={expert.score} of="Score" width={48} />
        <Box miw={0}>
          <Badge color={color} {...(ink ? { c: ink } : {})} variant="light" tt="none">
            {expert.meeting}
            {expert.daysLate ? `, ${counted(expert.daysLate, "day")} late` : ""}
          </Badge>
          <Text size="xs" c="dimmed" className="long" mt={2}>
            {metBy(expert)}
          </Text>
        </Box>
        <Group gap="xs" className="unprinted">
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={toggle}
            aria-expanded={isOpen}
            aria-label={`Why ${person.name}`}
            rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
          >
            Why
          </Button>
          <Anchor
            component={Link}
            size="xs"
            to="/explore/introductions"
            search={{ to: person.personId } as never}
            aria-label={`Who connects me to ${person.name}`}
          >
            Who connects me
          </Anchor>
        </Group>
      </div>
      {isOpen && (
        <Box className={styles.why}>
          {expert.reasons.map((reason) => (
            <Text key={reason} size="sm" className="long">
              {sentence(reason)}
            </Text>
          ))}
          <Text size="xs" fw={600} mt={6}>
            The latest records
          </Text>
          <CitedRecords records={expert.latest} />
        </Box>
      )}
    </li>
  );
}

function metBy({ engagements, firstMetOn, lastMetOn, liaisons, why }: Expert): string {
  if (engagements === 0) return sentence(why);
  const days = firstMetOn === lastMetOn ? dayOf(lastMetOn) : `${dayOf(firstMetOn)} to ${dayOf(lastMetOn)}`;
  return `${counted(engagements, "engagement")}, ${days}, by ${listed(liaisons)}`;
}
