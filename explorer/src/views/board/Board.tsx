import { Alert, Box, Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconDownload } from "@tabler/icons-react";
import { BoardDocument, type BoardQuery } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { saveCsv } from "../../parts/csv";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { count, counted, listed, percent, share, unwrapped } from "../../parts/words";
import { READABLE } from "../../parts/scrolling";
import { mayAsk, useMe } from "../../shell/me";
import { limitOf, STATE, variablesOf, type Asked, type Draft, type ToChange } from "./asking";
import { Form } from "./Form";
import { Seat } from "./Seat";
import styles from "./board.module.css";

type Proposed = BoardQuery["advisoryBoard"];

/** The persons who make the best board together, each with what speaks for and against. */
export default function Board() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  if (!mayAsk(me, "advisoryBoard")) {
    return (
      <>
        <Head title="Advisory board" />
        <Empty title="Not for your role">Boards are for liaisons and analysts.</Empty>
      </>
    );
  }
  // All that a draft does not set is taken out of the address.
  const propose = (draft: Draft) =>
    change({
      ...Object.fromEntries(Object.keys(STATE).map((name) => [name, undefined])),
      seats: 8,
      ...draft,
    });
  return (
    <>
      <Head title="Advisory board" says="Whom to invite together, why each of them, and who else" />
      <Form asked={asked} propose={propose} />
      <Box mt="lg">
        {Object.keys(asked).length === 0 ? (
          <Empty title="No board is proposed yet">
            Say what it is about and who may be invited, then propose a board. Each seat comes with
            its records, and with who could take it.
          </Empty>
        ) : (
          <Found asked={asked} change={change} />
        )}
      </Box>
    </>
  );
}

function Found({ asked, change }: { asked: Asked; change: ToChange }) {
  const answer = useAsked(BoardDocument, variablesOf(asked));
  return (
    <>
      {answer.isAsking && (
        <Text size="sm" c="dimmed" role="status">
          Searching for the best board; this may take some seconds.
        </Text>
      )}
      <Answer of={answer} lines={10}>
        {({ advisoryBoard }) => <Told board={advisoryBoard} asked={asked} change={change} />}
      </Answer>
    </>
  );
}

function Told({ board, asked, change }: { board: Proposed; asked: Asked; change: ToChange }) {
  const { seats, conflicts, uncoveredTopics } = board;
  const out = (id: string) =>
    change({
      exclude: [...(asked.exclude ?? []), id],
      include: asked.include?.filter((other) => other !== id),
    });
  const keep = (id: string, isKept: boolean) =>
    change({
      include: isKept
        ? [...(asked.include ?? []), id]
        : asked.include?.filter((other) => other !== id),
    });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start" gap="sm">
        <Box flex="1 1 300px">
          <Text role="status">{board.value === null ? "No board keeps all that must hold." : board.said}</Text>
          <Text size="sm" c="dimmed">
            {counted(board.persons, "person", "persons")} fulfil the rule,{" "}
            {count(board.candidates)} were considered
            {board.leftOut > 0 && `, ${count(board.leftOut)} of lower standing were not`}.
            {board.gap ? ` A better one could be worth ${percent(board.gap)} more at most.` : ""}
          </Text>
        </Box>
        {seats.length > 0 && (
          <Button
            size="xs"
            variant="default"
            className="unprinted"
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => saveCsv("advisory board.csv", HEADS, rowsOf(board))}
          >
            CSV
          </Button>
        )}
      </Group>
      {conflicts.length > 0 && <Conflicts board={board} />}
      {uncoveredTopics.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Not covered by any seat">
          <Text size="sm">{listed(uncoveredTopics)}</Text>
        </Alert>
      )}
      <Stack component="ol" className="plain" gap="md" aria-label="Seats">
        {seats.map((seat, place) => (
          <Seat
            key={seat.person.personId}
            seat={seat}
            number={place + 1}
            isKept={asked.include?.includes(seat.person.personId) ?? false}
            out={() => out(seat.person.personId)}
            keep={(isKept) => keep(seat.person.personId, isKept)}
          />
        ))}
      </Stack>
      {board.value !== null && board.value !== undefined && <Parts board={board} />}
    </Stack>
  );
}

function Conflicts({ board }: { board: Proposed }) {
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle aria-hidden />}
      title="To relax, so that there is a board"
    >
      <ul className={styles.list}>
        {board.conflicts.map(({ argument, of, asked, possible }) => (
          <Text key={`${argument} ${of ?? ""}`} component="li" size="sm" className="long">
            {unwrapped(limitOf(argument).toUpperCase())}
            {of && (
              <>
                {" "}
                (<bdi>{of}</bdi>)
              </>
            )}
            : asked {asked}, possible {possible}
          </Text>
        ))}
      </ul>
      <Text size="xs" mt={6}>
        One way of several.
      </Text>
    </Alert>
  );
}

function Parts({ board }: { board: Proposed }) {
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        What the board is worth: {share(board.value ?? 0)}
      </Title>
      <Table.ScrollContainer minWidth={480} maw={860} scrollAreaProps={READABLE}>
        <Table withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Part</Table.Th>
              <Table.Th>How it is measured</Table.Th>
              <Table.Th ta="right">Share</Table.Th>
              <Table.Th ta="right">Weight</Table.Th>
              <Table.Th ta="right">Points</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="figure">
            {board.parts.map((part) => (
              <Table.Tr key={part.name}>
                <Table.Td>{unwrapped(part.name.toUpperCase())}</Table.Td>
                <Table.Td>{part.about}</Table.Td>
                <Table.Td ta="right">{share(part.share)}</Table.Td>
                <Table.Td ta="right">{part.weight}</Table.Td>
                <Table.Td ta="right">{share(part.points + 0)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

const HEADS = [
  "seat",
  "name",
  "person id",
  "specialty",
  "city",
  "state",
  "institution",
  "standing",
  "topics",
  "sponsors",
  "for it",
  "against it",
  "if declined",
];

function rowsOf({ seats }: Proposed) {
  return seats.map((seat, place) => [
    place + 1,
    seat.person.name,
    seat.person.personId,
    seat.person.specialty,
    seat.person.city,
    seat.person.state,
    seat.institution ?? "not known",
    seat.standing ?? "not known",
    seat.topics.map(({ name }) => name).join("; "),
    seat.sponsors.map(({ name, amountUsd }) => `${name} ${Math.round(amountUsd)} USD`).join("; "),
    seat.forIt.join("; "),
    seat.againstIt.join("; "),
    seat.ifDeclines?.person.name ?? "nobody keeps all that must hold",
  ]);
}
