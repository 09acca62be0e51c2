import { Badge, Box, Button, Card, Group, SimpleGrid, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { BoardQuery } from "../../gql/graphql";
import { CitedRecords } from "../../parts/CitedRecords";
import { sentence } from "../../parts/chain/saying";
import { Chip } from "../../parts/Chip";
import { Person } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { counted, listed, share, usd } from "../../parts/words";
import styles from "./board.module.css";

type Held = BoardQuery["advisoryBoard"]["seats"][number];

interface Props {
  seat: Held;
  number: number;
  isKept: boolean;
  out: () => void;
  keep: (isKept: boolean) => void;
}

/** A seat: who, what only this person brings, what speaks against it, and who could take it. */
export function Seat({ seat, number, isKept, out, keep }: Props) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const { person, ifDeclines } = seat;
  const records = seat.topics.length + seat.sponsors.length;
  return (
    <Card component="li" withBorder padding="md">
      <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
        <Group gap={10} wrap="nowrap" align="flex-start" flex="1 1 0" miw={0}>
          <Badge variant="light" size="lg" circle flex="none" aria-label={`Seat ${number}`}>
            {number}
          </Badge>
          <Box miw={0}>
            <Person person={person} />
            <Text size="sm" c="dimmed" className="long">
              {seat.institution ?? "Institution not known"}
            </Text>
          </Box>
        </Group>
        {seat.standing === null || seat.standing === undefined ? (
          <Text size="sm">standing not known</Text>
        ) : (
          <Strength value={seat.standing} of="Standing" width={56} />
        )}
      </Group>
      <Group gap={6} mt="xs">
        {seat.topics.map((topic) => (
          <Chip key={topic.name}>
            {topic.name}: {counted(topic.papers, "paper")}
            {topic.trials > 0 && `, ${counted(topic.trials, "trial")}`}
            {topic.isOnly && ", no other seat"}
          </Chip>
        ))}
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs" spacing="xs">
        <Says title="For it" said={seat.forIt} none="Nothing that no other seat brings" />
        <Says title="Against it" said={seat.againstIt} none="Nothing in these records" />
      </SimpleGrid>
      <Text size="sm" mt="xs" component="div" className="long">
        Left empty, the board loses {share(seat.loss)}.{" "}
        {ifDeclines ? (
          <>
            If declined, invite <Person person={ifDeclines.person} isShort />: the board{" "}
            {ifDeclines.change < 0
              ? `loses ${share(-ifDeclines.change)}`
              : `gains ${share(ifDeclines.change)}`}
            .
          </>
        ) : (
          "If declined, nobody else keeps all that must hold."
        )}
      </Text>
      <Group gap="xs" mt="sm" className="unprinted">
        <Button
          size="compact-sm"
          variant="subtle"
          ml={-8}
          onClick={toggle}
          disabled={records === 0}
          aria-expanded={isOpen}
          aria-label={`Records and ${counted(seat.sponsors.length, "sponsor")} of ${person.name}`}
          rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
        >
          Records and {counted(seat.sponsors.length, "sponsor")}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => keep(!isKept)}
          aria-pressed={isKept}
          aria-label={`Keep ${person.name}`}
        >
          {isKept ? "Kept" : "Keep"}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={out}
          aria-label={`Without ${person.name}`}
        >
          Without
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          to="/explore/screening"
          search={{ person: person.personId, role: "ADVISER" } as never}
          aria-label={`Screen ${person.name}`}
        >
          Screen
        </Button>
      </Group>
      {isOpen && <Records seat={seat} />}
    </Card>
  );
}

function Says({ title, said, none }: { title: string; said: string[]; none: string }) {
  return (
    <Box>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      {said.length === 0 && (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
      {said.map((one) => (
        <Text key={one} size="sm" className="long">
          {sentence(one)}
        </Text>
      ))}
    </Box>
  );
}

function Records({ seat }: { seat: Held }) {
  return (
    <Box className={styles.records}>
      {seat.topics.map((topic) => (
        <section key={topic.name}>
          <Text size="sm" fw={600}>
            {topic.name}, the latest
          </Text>
          <CitedRecords records={topic.latest} />
        </section>
      ))}
      {seat.sponsors.map((sponsor) => (
        <section key={sponsor.companyId}>
          <Text size="sm" className="long">
            <b>
              <bdi>{sponsor.name}</bdi>
            </b>
            : {usd(sponsor.amountUsd)} in {counted(sponsor.payments, "payment")}
            {sponsor.trials > 0 && `, ${counted(sponsor.trials, "trial")}`}
            {sponsor.sharedWith.length > 0 && `; shared with ${listed(sponsor.sharedWith)}`}
          </Text>
          <CitedRecords records={sponsor.latest} />
        </section>
      ))}
    </Box>
  );
}
