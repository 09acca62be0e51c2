import { Anchor, Button, Group, Select, Text, Title, UnstyledButton } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { NetworkLiaisonsDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Strength } from "../../parts/Strength";
import { counted } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { Acts } from "./acts";
import { alongOf, keyOf, type Chain, type Drawn } from "./drawn";
import type { Selection } from "./selection";
import styles from "./network.module.css";

interface Props {
  drawn: Drawn | null;
  selection: Selection;
  acts: Acts;
}

/** The two ends, and the strongest chain between them. */
export function ChainPanel({ drawn, selection, acts }: Props) {
  const { start, end } = selection;
  const name = (id: string | undefined) => (id ? (drawn?.nodes.get(id)?.name ?? id) : undefined);
  const isWhole = start && end;
  return (
    <section className={styles.panel} aria-label="Strongest chain">
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Title order={2} size="h5">
          Strongest chain
        </Title>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => acts.change({ start: undefined, end: undefined })}
        >
          Without ends
        </Button>
      </Group>
      <End says="From" name={name(start)} seek={() => start && acts.seek(start)} />
      <End says="To" name={name(end)} seek={() => end && acts.seek(end)} />
      {!start && <Liaisons choose={(id) => acts.change({ start: id })} />}
      {!isWhole && (
        <Text size="sm" c="dimmed" mt={4}>
          Choose a person and set the other end.
        </Text>
      )}
      {isWhole && drawn?.chain && <Hops chain={drawn.chain} drawn={drawn} acts={acts} />}
      {isWhole && drawn?.isApart && (
        <Text size="sm" mt="xs">
          No chain leads there with these filters.
        </Text>
      )}
      {isWhole && (
        <Group gap="sm" mt="xs">
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconArrowsExchange size={14} aria-hidden />}
            onClick={() => acts.change({ start: end, end: start })}
            disabled={drawn?.nodes.get(start)?.isLiaison ?? false}
          >
            Turn round
          </Button>
          <Anchor
            component={Link}
            size="sm"
            to="/explore/introductions"
            search={{ from: start, to: end } as never}
          >
            More chains and their records
          </Anchor>
        </Group>
      )}
    </section>
  );
}

function End(props: { says: string; name: string | undefined; seek: () => void }) {
  return (
    <Text size="sm" className="long">
      {props.says}{" "}
      {props.name ? (
        <UnstyledButton className={styles.link} onClick={props.seek}>
          <bdi>{props.name}</bdi>
        </UnstyledButton>
      ) : (
        <Text span c="dimmed">
          not set
        </Text>
      )}
    </Text>
  );
}

function Liaisons({ choose }: { choose: (id: string) => void }) {
  const me = useMe();
  const { data } = useAsked(NetworkLiaisonsDocument, {}, !mayAsk(me, "liaisons"));
  if (!data?.liaisons.nodes.length) return null;
  return (
    <Select
      size="xs"
      mt={6}
      searchable
      label="Or from a liaison of ours"
      placeholder="Liaison"
      data={data.liaisons.nodes.map(({ liaisonId }) => liaisonId)}
      value={null}
      onChange={(id) => id && choose(id)}
    />
  );
}

function Hops({ chain, drawn, acts }: { chain: Chain; drawn: Drawn; acts: Acts }) {
  const along = alongOf(chain);
  return (
    <>
      <Group gap="xs" mt="xs" mb={4}>
        <Text size="sm" fw={600}>
          {counted(chain.hops.length, "tie")}, strength
        </Text>
        <Strength value={chain.strength} of="Strength of the chain" />
      </Group>
      <ol className="plain">
        {chain.hops.map((hop, at) => {
          const [from = "", to = ""] = along.slice(at, at + 2);
          return (
            <li key={`${from} ${to}`} className={styles.hop}>
              <UnstyledButton className={styles.link} onClick={() => acts.choose(keyOf(from, to))}>
                <Text size="sm" className="long">
                  <bdi>{drawn.nodes.get(from)?.name ?? from}</bdi> →{" "}
                  <bdi>{drawn.nodes.get(to)?.name ?? to}</bdi>
                </Text>
              </UnstyledButton>
              <Group gap="xs">
                <Strength value={hop.strength} width={48} />
                <Text size="xs" c="dimmed">
                  {counted(hop.evidenceCount, "record")}, latest {hop.lastOn ?? "not known"}
                  {at + 1 === chain.weakest && chain.hops.length > 1 ? " · weakest" : ""}
                </Text>
              </Group>
              {hop.doubts.map((doubt) => (
                <Text key={doubt} size="xs" c="dimmed" className="long">
                  Caution: {doubt}
                </Text>
              ))}
            </li>
          );
        })}
      </ol>
      {chain.flags.map(({ about }) => (
        <Text key={about} size="xs" className="long">
          Caution: {about}
        </Text>
      ))}
    </>
  );
}
