import { Anchor, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment, useMemo, type ReactNode } from "react";
import { CitedLine } from "../../parts/CitedRecords";
import { dayOf } from "../../parts/days";
import { placeOf, share } from "../../parts/words";
import { sentence } from "../../parts/chain/saying";
import { toldOf, type BriefAnswer, type Statement, type Way } from "./citing";
import styles from "./brief.module.css";

/** The brief as one sheet of paper. */
export function Paper({ brief }: { brief: BriefAnswer }) {
  const told = useMemo(() => toldOf(brief), [brief]);
  const { person } = brief;
  return (
    <article className={styles.paper} aria-label={`Brief on ${person.name}`}>
      <header className={styles.head}>
        <div>
          <Title order={2} size="h3" className="long">
            <Anchor
              component={Link}
              to="/explore/person"
              search={{ id: person.personId } as never}
              inherit
              c="inherit"
            >
              <bdi>{person.name}</bdi>
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {placeOf(person)}
          </Text>
        </div>
        <Text size="sm" ta="right" className={styles.for}>
          For <b>{brief.askedFor}</b>
          <br />
          {dayOf(brief.asOf)}
        </Text>
      </header>
      <div className={styles.columns}>
        <Part title="Who it is" said={told.about} />
        <Part title="Influence, beside whom" said={told.influence} />
      </div>
      {told.ways.map((way, place) => (
        <WayPart key={way.title} way={way} number={place + 1} />
      ))}
      <Part title="Introductions" said={told.unreached} />
      {told.uncovered.length > 0 && (
        <Section title="Not covered by these introductions">
          <p>{sentence(told.uncovered.join("; "))}</p>
        </Section>
      )}
      <div className={styles.columns}>
        <Part title="What joins us" said={told.common} />
        <div>
          <Part title="Last touch by anyone" said={told.lastTouch} />
          <Part title="Screening" said={told.screenings} />
          <Text size="sm" mt={6} className="unprinted">
            <Anchor
              component={Link}
              to="/explore/screening"
              search={{ person: person.personId } as never}
              inherit
            >
              Screen before an invitation
            </Anchor>
          </Text>
        </div>
      </div>
      <Section title="Sources">
        <ol className={styles.sources}>
          {told.records.map((record, place) => (
            <li key={`${record.kind} ${record.record}`} id={`source-${place + 1}`} tabIndex={-1}>
              <CitedLine record={record} />
            </li>
          ))}
        </ol>
      </Section>
    </article>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Part({ title, said }: { title: string; said: Statement[] }) {
  if (said.length === 0) return null;
  return (
    <Section title={title}>
      {said.map((one) => (
        <p key={one.said}>
          <bdi>{one.said}</bdi> <Marks numbers={one.numbers} />
        </p>
      ))}
    </Section>
  );
}

function WayPart({ way, number }: { way: Way; number: number }) {
  return (
    <Section title={`${number}. ${way.title} (${share(way.strength)})`}>
      <ul>
        {way.ties.map((tie) => (
          <li key={tie.between}>
            <b>
              <bdi>{tie.between}</bdi>
            </b>{" "}
            ({share(tie.strength)}): {tie.said} <Marks numbers={tie.numbers} />
            {tie.doubts.length > 0 && (
              <span className={styles.doubt}> {sentence(tie.doubts.join("; "))}</span>
            )}
          </li>
        ))}
      </ul>
      <p>
        {way.said.map((one) => (
          <Fragment key={one.said}>
            {one.said} <Marks numbers={one.numbers} />{" "}
          </Fragment>
        ))}
        {way.against.length > 0 && (
          <span className={styles.doubt}>Against it: {way.against.join(" ")}</span>
        )}
      </p>
    </Section>
  );
}

/** The numbers of the records of a statement; each leads to its record below. */
function Marks({ numbers }: { numbers: number[] }) {
  return (
    <span className={styles.marks}>
      {numbers.map((number) => (
        <button
          key={number}
          type="button"
          aria-label={`Source ${number}`}
          onClick={() => {
            const source = document.getElementById(`source-${number}`);
            source?.focus({ preventScroll: true });
            source?.scrollIntoView({ block: "center" });
          }}
        >
          {number}
        </button>
      ))}
    </span>
  );
}
