import { Anchor, Button, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { NetworkInstitutionDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { count } from "../../parts/words";
import type { Acts } from "./acts";
import type { Drawn } from "./drawn";
import { CAP, chosenOf, MEMBERS, type Selection } from "./selection";
import styles from "./network.module.css";

interface Props {
  drawn: Drawn;
  selection: Selection;
  acts: Acts;
}

/** What the drawing was made of, with how much of it is drawn, and more of each. */
export function Opened({ drawn, selection, acts }: Props) {
  const chosen = chosenOf(selection);
  const hasMembers = selection.circle !== undefined || selection.institution;
  return (
    <section className={styles.panel} aria-label="What is drawn">
      <Title order={2} size="h5" mb={6}>
        What is drawn
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Choose a person or a tie for what is behind it. Double-click a person, or press Enter, for more
        ties.
      </Text>
      {hasMembers && <Members drawn={drawn} selection={selection} acts={acts} />}
      <Stack gap={0} component="ul" className="plain">
        {chosen.map(({ id, ties }) => (
          <li key={id} className={styles.row}>
            <div>
              <UnstyledButton className={styles.link} onClick={() => acts.seek(id)}>
                <bdi className="long">{drawn.nodes.get(id)?.name ?? id}</bdi>
              </UnstyledButton>
              <Text size="xs" c="dimmed" className="figure">
                {saysOf(drawn, id, ties)}
              </Text>
            </div>
            <Button size="compact-xs" variant="default" onClick={() => acts.open(id)}>
              {ties === 0 ? "Open" : "More"}
            </Button>
          </li>
        ))}
      </Stack>
    </section>
  );
}

/** How many of a person's ties are drawn. */
export function saysOf(drawn: Drawn, id: string, ties: number): string {
  const counts = drawn.counts.get(id);
  if (drawn.beyond.has(id)) return "ties not for your role";
  if (ties === 0) return "ties not opened";
  if (!counts) return "ties not known";
  if (counts.all === 0) return "no tie of these kinds";
  return `${count(counts.here)} of ${count(counts.all)} ties`;
}

function Members({ drawn, selection, acts }: Props) {
  const { circle, institution, members = MEMBERS } = selection;
  const { data } = useAsked(NetworkInstitutionDocument, { id: institution ?? "" }, !institution);
  const named = [...drawn.nodes.values()].find((node) => node.circle === circle)?.circleName;
  const name = institution ? (data?.institution?.name ?? institution) : (named ?? `Circle ${circle}`);
  const all = drawn.members ?? 0;
  const here = Math.min(members, all);
  return (
    <div className={styles.row}>
      <div>
        <Text size="sm" fw={600} className="long">
          <bdi>{name}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className="figure">
          {count(here)} of {count(all)} persons, the most influential first
        </Text>
        {institution && (
          <Anchor component={Link} size="xs" to="/" search={{ institution } as never}>
            All of them as a list
          </Anchor>
        )}
      </div>
      {here < Math.min(all, CAP) && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => acts.change({ members: Math.min(CAP, members + MEMBERS) })}
        >
          More
        </Button>
      )}
    </div>
  );
}
