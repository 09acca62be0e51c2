import { Alert, Box, Button, Card, Group, Stack, Table, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Person } from "../../parts/Person";
import { dayOf } from "../../parts/days";
import { count, counted, listed, unwrapped, usd } from "../../parts/words";
import { READABLE } from "../../parts/scrolling";
import type { ScreeningToldFragment } from "../../gql/graphql";
import { OUTCOMES, ROLES } from "./asking";
import { ICONS, Outcome } from "./Outcome";
import styles from "./screening.module.css";

type Check = ScreeningToldFragment["checks"][number];

/** A screening as a document: how it ends, every check with its records, payments and sources. */
export function Told({ screening }: { screening: ScreeningToldFragment }) {
  const { title, means, color, ink } = OUTCOMES[screening.outcome];
  const Sign = ICONS[screening.outcome];
  return (
    <article aria-label={`Screening of ${screening.name}`} className={styles.told}>
      <Alert
        color={color}
        icon={<Sign aria-hidden />}
        title={`${title}: ${means}`}
        styles={{ title: { color: ink } }}
        mb="md"
      >
        <Text size="sm" className="long" component="div">
          <Person person={screening} isShort /> {askedFor(screening)}
        </Text>
      </Alert>
      <Group gap="xs" mb="xs">
        <Title order={2} size="h4">
          Checks
        </Title>
        <Text size="sm" c="dimmed">
          {summed(screening.checks)}
        </Text>
      </Group>
      <Stack component="ul" className="plain" gap="xs">
        {worstFirst(screening.checks).map((check) => (
          <CheckCard key={check.name} check={check} />
        ))}
      </Stack>
      <Payments screening={screening} />
      <Sources screening={screening} />
    </article>
  );
}

function askedFor(told: ScreeningToldFragment): string {
  const role = ROLES.find(({ value }) => value === told.role)?.label ?? told.role;
  const parts = [
    `${told.npi ? `(NPI ${told.npi})` : "(no NPI known)"} as ${role.toLowerCase()} for ${told.company}`,
    told.topic ? `about ${told.topic}` : null,
    told.states.length > 0 ? `in ${listed(told.states)}` : "state not known",
    told.feeUsd === null || told.feeUsd === undefined
      ? "no fee given"
      : `for ${usd(told.feeUsd)} (${told.hours ?? "?"} hours at ${usd(told.rateUsd ?? 0)})`,
  ];
  return `${parts.filter(Boolean).join(", ")}. Screened ${dayOf(told.screenedOn)}.`;
}

const WORST_FIRST = ["BLOCKED", "ATTENTION", "UNKNOWN", "CLEAR"] as const;

const worstFirst = (checks: Check[]): Check[] =>
  WORST_FIRST.flatMap((outcome) => checks.filter((one) => one.outcome === outcome));

/** `1 blocked, 2 unknown, 3 clear`. */
function summed(checks: Check[]): string {
  return WORST_FIRST
    .map((outcome) => ({ outcome, many: checks.filter((one) => one.outcome === outcome).length }))
    .filter(({ many }) => many > 0)
    .map(({ outcome, many }) => `${many} ${OUTCOMES[outcome].title.toLowerCase()}`)
    .join(", ");
}

function CheckCard({ check }: { check: Check }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <Card component="li" withBorder padding="sm">
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h6" flex="1 1 220px" className="long">
          {check.title}
        </Title>
        <Outcome outcome={check.outcome} />
      </Group>
      <Text size="sm" mt={4} className="long">
        {check.why}
      </Text>
      {check.recordCount > 0 ? (
        <Button
          size="compact-xs"
          variant="subtle"
          ml={-8}
          mt={4}
          w="fit-content"
          onClick={toggle}
          aria-expanded={isOpen}
          aria-label={`${counted(check.recordCount, "record")}: ${check.title}`}
          leftSection={<Arrow size={14} aria-hidden />}
        >
          {counted(check.recordCount, "record")}
        </Button>
      ) : (
        <Text size="xs" c="dimmed" mt={4}>
          No record
        </Text>
      )}
      {isOpen && <Records check={check} />}
    </Card>
  );
}

function Records({ check }: { check: Check }) {
  return (
    <Box className={styles.records}>
      <ul className="plain">
        {check.records.map((one) => (
          <li key={one.node}>
            <Text size="sm" className="long">
              {one.said}
              {one.amountUsd !== null && one.amountUsd !== undefined && ` (${usd(one.amountUsd)})`}
            </Text>
            <Text size="xs" c="dimmed" className="long">
              {one.source} · {one.record} · {dayOf(one.happenedOn)}
              {one.checkedOn && ` · source asked ${dayOf(one.checkedOn)}`}
            </Text>
          </li>
        ))}
      </ul>
      {check.recordCount > check.records.length && (
        <Text size="xs" c="dimmed" py={6}>
          The newest {count(check.records.length)} of {count(check.recordCount)}
        </Text>
      )}
    </Box>
  );
}

function Payments({ screening }: { screening: ScreeningToldFragment }) {
  const { payments, competitors } = screening;
  return (
    <section>
      <Title order={2} size="h4" mt="lg" mb="xs">
        Payments by company
      </Title>
      <Text size="sm" c="dimmed" mb="xs" className="long">
        {competitors === null || competitors === undefined
          ? "No list says who competes with the company, so nobody is known to be free of conflicts."
          : competitors.length > 0
            ? `Competitors by your list: ${listed(competitors)}.`
            : "Your list names no competitor of the company."}
      </Text>
      {payments.length === 0 ? (
        <Text size="sm">No payment is in the loaded records.</Text>
      ) : (
        <Table.ScrollContainer minWidth={520} scrollAreaProps={READABLE}>
          <Table striped withTableBorder>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Company family</Table.Th>
                <Table.Th>Side</Table.Th>
                <Table.Th>For</Table.Th>
                <Table.Th ta="right">Year</Table.Th>
                <Table.Th ta="right">Payments</Table.Th>
                <Table.Th ta="right">Amount</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody className="figure">
              {payments.map((one) => (
                <Table.Tr key={`${one.family} ${one.side} ${one.group} ${one.year}`}>
                  <Table.Td>
                    <bdi>{one.family}</bdi>
                  </Table.Td>
                  <Table.Td>{unwrapped(one.side)}</Table.Td>
                  <Table.Td>{unwrapped(one.group)}</Table.Td>
                  <Table.Td ta="right">{one.year}</Table.Td>
                  <Table.Td ta="right">{count(one.payments)}</Table.Td>
                  <Table.Td ta="right">
                    {one.usd === null || one.usd === undefined ? "not stated" : usd(one.usd)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Sources({ screening }: { screening: ScreeningToldFragment }) {
  return (
    <section>
      <Title order={2} size="h4" mt="lg" mb="xs">
        What it rests on
      </Title>
      <ul className="plain">
        {screening.sources.map((one) => (
          <Text key={one.name} component="li" size="sm" py={2} className="long">
            {one.title}:{" "}
            <Text span inherit c={one.loadedOn ? "dimmed" : undefined}>
              {one.loadedOn
                ? [
                    `loaded ${dayOf(one.loadedOn)}`,
                    one.toldUntil ? `tells until ${dayOf(one.toldUntil)}` : null,
                    one.listedOn ? `list of ${dayOf(one.listedOn)}` : null,
                  ]
                    .filter(Boolean)
                    .join(", ")
                : "not loaded"}
            </Text>
          </Text>
        ))}
      </ul>
    </section>
  );
}
