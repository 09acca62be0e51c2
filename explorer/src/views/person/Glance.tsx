import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { useAsked } from "../../asking/use";
import { PersonGlanceDocument, type PersonGlanceQuery } from "../../gql/graphql";
import { count, listed, unwrapped, usd } from "../../parts/words";
import { onDay } from "../../parts/days";
import type { Known } from "./Person";
import type { Part } from "./sections";
import type { Sight } from "./sight";
import { asKnown } from "./words";
import styles from "./person.module.css";

interface Fact {
  name: string;
  value: ReactNode;
  says?: ReactNode;
  part?: Part;
  isBad?: boolean;
}

/** The figures that are read first; each leads to its records. */
export function Glance({ person, sight }: { person: Known; sight: Sight }) {
  const { data } = useAsked(PersonGlanceDocument, { id: person.personId }, sight !== "all");
  const facts = [...printed(person), ...(sight === "all" ? personal(data) : [])];
  return (
    <dl className={styles.glance}>
      {facts.map(({ name, value, says, part, isBad }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Text fw={600} size="md" c={isBad ? "red" : undefined} component="div" className="figure long">
              {part ? (
                <Link
                  to="/explore/person"
                  search={{ id: person.personId, part } as never}
                  resetScroll={false}
                  className={styles.fact}
                >
                  {value}
                </Link>
              ) : (
                value
              )}
            </Text>
            <Text size="xs" c="dimmed" component="div" className="long">
              {says ?? " "}
            </Text>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function printed(person: Known): Fact[] {
  const latest = asKnown(person.lastPaperOn);
  return [
    {
      name: "Papers",
      value: person.paperCount ? count(person.paperCount) : "No record",
      says: latest ? `latest ${latest}` : "in a loaded source",
      part: "papers",
    },
    {
      name: "Trials",
      value: person.trialCount ? count(person.trialCount) : "No record",
      says: "by the registry",
      part: "trials",
    },
  ];
}

type Glimpse = PersonGlanceQuery | undefined;

function personal(data: Glimpse): Fact[] {
  return [ties(data), paid(data), touched(data), screened(data), excluded(data)];
}

function ties(data: Glimpse): Fact {
  const fact = { name: "Ties", part: "ties" as const, says: "worked together" };
  if (!data?.person) return { ...fact, value: "…" };
  return { ...fact, value: data.person.tieCount ? count(data.person.tieCount) : "No record" };
}

function paid(data: Glimpse): Fact {
  const fact = { name: "Received", part: "payments" as const };
  if (!data?.person) return { ...fact, value: "…" };
  if (stateOf(data, "open-payments") === "not loaded") {
    return { ...fact, value: "Not known", says: "no source loaded" };
  }
  const { receivedUsd, payments } = data.person;
  return payments.totalCount === 0
    ? { ...fact, value: "No record", says: "in Open Payments" }
    : { ...fact, value: usd(receivedUsd ?? 0), says: `${count(payments.totalCount)} payments` };
}

function touched(data: Glimpse): Fact {
  const fact = { name: "Last touch", part: "relationship" as const };
  if (!data) return { ...fact, value: "…" };
  const touch = data.lastTouch;
  if (!touch?.logFrom) return { ...fact, value: "Not known", says: "no engagement log loaded" };
  if (!touch.on) return { ...fact, value: "None", says: `in the log since ${onDay(touch.logFrom)}` };
  const who = listed(touch.functions.map((one) => unwrapped(one).toLowerCase()));
  return { ...fact, value: onDay(touch.on), says: [touch.channel, who].filter(Boolean).join(", ") };
}

function screened(data: Glimpse): Fact {
  const fact = { name: "Last screening", part: "screening" as const };
  if (!data) return { ...fact, value: "…" };
  const [last] = data.screenings ?? [];
  if (!last) return { ...fact, value: "Never", says: "never screened" };
  return {
    ...fact,
    value: unwrapped(last.outcome),
    says: `filed ${onDay(last.filedAt)}${last.isStale ? ", to be done again" : ""}`,
    isBad: last.outcome === "BLOCKED",
  };
}

function excluded(data: Glimpse): Fact {
  const fact = { name: "Exclusions", part: "screening" as const };
  if (!data?.person) return { ...fact, value: "…" };
  const isLoaded = ["leie", "sam"].some((name) => (stateOf(data, name) ?? "not loaded") !== "not loaded");
  const { totalCount, nodes } = data.person.exclusions;
  if (totalCount > 0) {
    const isCurrent = nodes.some((one) => one.isCurrent);
    return {
      ...fact,
      value: isCurrent ? "Excluded" : "Excluded once",
      says: `since ${onDay(nodes[0]?.excludedOn) ?? "a day not known"}`,
      isBad: isCurrent,
    };
  }
  return isLoaded
    ? { ...fact, value: "No record", says: "which alone clears nobody" }
    : { ...fact, value: "Not known", says: "no list loaded" };
}

const stateOf = (data: PersonGlanceQuery, name: string) =>
  data.person?.coverage.find((one) => one.name === name)?.state;
