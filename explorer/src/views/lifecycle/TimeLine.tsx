import { Box, Card, Text, Title } from "@mantine/core";
import { LifecycleListedDocument, type LifecycleListedQuery } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { dayOf } from "../../parts/days";
import { unwrapped, webAddress } from "../../parts/words";
import { onALine } from "./timing";
import styles from "./lifecycle.module.css";

type Listed = LifecycleListedQuery["products"]["nodes"][number]["milestones"]["nodes"][number];
const ROW = 44;

/** The days that the list of products gives, on a line; the same as a list. */
export function TimeLine({ product, today }: { product: string; today: string }) {
  const { data } = useAsked(LifecycleListedDocument, { product });
  if (!data) return null;
  const listed = data.products.nodes.flatMap(({ milestones }) => milestones.nodes);
  if (listed.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Your list of products gives no day for it, so nobody can be said to be late by days.
      </Text>
    );
  }
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5">
        Listed days
      </Title>
      <Line listed={listed} today={today} />
      <ul className="plain">
        {listed.map((one) => (
          <Text key={one.milestoneId} component="li" size="sm" className="long" py={2}>
            <b>{dayOf(one.happensOn)}</b> {saidOf(one)}
            {one.isExpected && ", expected"}
            <Text span inherit c="dimmed">
              {" "}
              · read {dayOf(one.checkedOn)}
              {one.saidBy && <Where said={one.saidBy} />}
            </Text>
          </Text>
        ))}
      </ul>
    </Card>
  );
}

function Where({ said }: { said: string }) {
  const address = webAddress(said);
  if (!address) return <> at {said}</>;
  return (
    <>
      {" "}
      at{" "}
      <a href={address} target="_blank" rel="noreferrer noopener">
        {new URL(address).hostname}
      </a>
    </>
  );
}

function Line({ listed, today }: { listed: Listed[]; today: string }) {
  const points = listed.map((one) => ({
    key: one.milestoneId,
    day: one.happensOn,
    says: saidOf(one),
    isExpected: one.isExpected,
  }));
  const { placed, years, now } = onALine(points, today);
  const rows = Math.max(1, ...placed.map(({ row }) => row + 1));
  return (
    <Box className={styles.line} style={{ height: rows * ROW + 52 }} aria-hidden>
      {years.map(([year, at]) => (
        <span key={year} className={styles.year} style={{ left: `${at * 100}%` }}>
          {year}
        </span>
      ))}
      <span className={styles.now} style={{ left: `${now * 100}%` }}>
        seen from here
      </span>
      {placed.map((one) => (
        <span
          key={one.key}
          className={styles.point}
          data-expected={one.isExpected || undefined}
          style={{ left: `${one.at * 100}%`, top: one.row * ROW + 34 }}
        >
          <b>{one.says}</b>
          {dayOf(one.day)}
        </span>
      ))}
    </Box>
  );
}

const saidOf = ({ kind, condition, note }: Listed): string =>
  [unwrapped(kind.toUpperCase()), condition, note].filter(Boolean).join(", ");
