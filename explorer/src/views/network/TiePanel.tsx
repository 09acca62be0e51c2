import { Button, CloseButton, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { NetworkEvidenceDocument } from "../../gql/graphql";
import { usePages } from "../../asking/pages";
import { Answer } from "../../parts/Answer";
import { Strength } from "../../parts/Strength";
import { count, unwrapped } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { Acts } from "./acts";
import type { Drawn, Tie } from "./drawn";
import { EVERY, KINDS } from "./kinds";
import type { Selection } from "./selection";
import { Record } from "./Record";
import styles from "./network.module.css";

interface Props {
  tie: Tie;
  drawn: Drawn;
  selection: Selection;
  acts: Acts;
}

/** The chosen tie: how strong, by what, and the records. */
export function TiePanel({ tie, drawn, selection, acts }: Props) {
  const me = useMe();
  const [from, to] = [drawn.nodes.get(tie.from), drawn.nodes.get(tie.to)];
  if (!from || !to) return null;
  // A liaison can only begin a tie.
  const ends = to.isLiaison ? { from: to.id, to: from.id } : { from: from.id, to: to.id };
  return (
    <section className={styles.panel} aria-label="Chosen tie">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={4}>
        <Title order={2} size="h5" className="long">
          <UnstyledButton className={styles.link} onClick={() => acts.choose(from.id)}>
            <bdi>{from.name}</bdi>
          </UnstyledButton>{" "}
          and{" "}
          <UnstyledButton className={styles.link} onClick={() => acts.choose(to.id)}>
            <bdi>{to.name}</bdi>
          </UnstyledButton>
        </Title>
        <CloseButton aria-label="Let go" onClick={() => acts.choose(undefined)} />
      </Group>
      <ul className="plain">
        {EVERY.map((name) => {
          const listed = tie.kinds[name];
          if (!listed) return null;
          return (
            <li key={name} className={styles.row}>
              <div>
                <Text size="sm" fw={600}>
                  {KINDS[name].title}
                </Text>
                <Text size="xs" c="dimmed">
                  {selection.on ? `Latest by ${selection.on}: ` : `${KINDS[name].told(listed)}, latest `}
                  {listed.lastOn ?? "not known"}
                </Text>
                {!KINDS[name].isProof && (
                  <Text size="xs" c="dimmed">
                    No proof that the two have met
                  </Text>
                )}
              </div>
              <Strength value={listed.strength} width={48} />
            </li>
          );
        })}
        {tie.kinds.met && (
          <li className={styles.row}>
            <Text size="sm">
              {count(tie.kinds.met.many ?? 0)} engagements, latest {tie.kinds.met.lastOn}
            </Text>
            <Strength value={tie.kinds.met.strength} width={48} />
          </li>
        )}
      </ul>
      {mayAsk(me, "evidence") ? (
        <Records {...ends} selection={selection} />
      ) : (
        <Text size="sm" c="dimmed">
          The records behind a tie are not for your role.
        </Text>
      )}
    </section>
  );
}

function Records({ from, to, selection }: { from: string; to: string; selection: Selection }) {
  const pages = usePages(
    NetworkEvidenceDocument,
    {
      from,
      to,
      first: 10,
      kinds: null,
      filter: selection.on ? { asOf: selection.on } : null,
    },
    (data) => data.evidence,
  );
  return (
    <Answer of={pages} lines={5}>
      {({ edges, totalCount }) => (
        <>
          <Title order={3} size="h6" mt="sm" mb={4}>
            {totalCount === 0 ? "No record" : `${count(edges.length)} of ${count(totalCount)} records, of every kind`}
          </Title>
          <ol className="plain">
            {edges.map(({ node }) => (
              <Record key={`${node.kind} ${node.record}`} record={node} kind={unwrapped(node.kind)} />
            ))}
          </ol>
          {pages.more && (
            <Button size="compact-sm" variant="default" onClick={pages.more} loading={pages.isAsking}>
              More records
            </Button>
          )}
        </>
      )}
    </Answer>
  );
}
