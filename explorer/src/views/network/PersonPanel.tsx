import { Anchor, Button, CloseButton, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { IconFlag, IconFlag2, IconTrash, IconZoomScan } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { NetworkOnDayDocument, NetworkWhyDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Strength } from "../../parts/Strength";
import { count, counted } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { Acts } from "./acts";
import { toldOf, type Drawn, type Node } from "./drawn";
import { saysOf } from "./Opened";
import { chosenOf, type Selection } from "./selection";
import styles from "./network.module.css";

interface Props {
  node: Node;
  drawn: Drawn;
  selection: Selection;
  acts: Acts;
}

const MOST = 8;

/** The chosen person: who it is, how it stands in the network, and what can be done. */
export function PersonPanel({ node, drawn, selection, acts }: Props) {
  const me = useMe();
  const { id } = node;
  const ties = chosenOf(selection).find((one) => one.id === id)?.ties;
  const may = mayAsk(me, "introductions");
  return (
    <section className={styles.panel} aria-label="Chosen person">
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb={4}>
        <div>
          <Title order={2} size="h5" className="long">
            {node.isLiaison ? <bdi>{node.name}</bdi> : <Named node={node} />}
          </Title>
          {node.isLiaison && <Text size="sm">A liaison of ours</Text>}
        </div>
        <CloseButton aria-label="Let go" onClick={() => acts.choose(undefined)} />
      </Group>
      {!node.isLiaison && <Standing node={node} ties={ties} drawn={drawn} />}
      {selection.on && !node.isLiaison && <OnDay id={id} on={selection.on} />}
      <Group gap={6} my="sm" className="unprinted">
        {!node.isLiaison && (
          <Button size="compact-sm" onClick={() => acts.open(id)} leftSection={<IconZoomScan size={14} aria-hidden />}>
            {ties ? "More ties" : "Open ties"}
          </Button>
        )}
        {ties !== undefined && ties > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => acts.fold(id)}>
            Fold ties
          </Button>
        )}
        {may && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFlag size={14} aria-hidden />}
            onClick={() => acts.change({ start: id, ...(selection.end === id ? { end: undefined } : {}), at: undefined })}
          >
            Set start
          </Button>
        )}
        {may && !node.isLiaison && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconFlag2 size={14} aria-hidden />}
            onClick={() => acts.change({ end: id, ...(selection.start === id ? { start: undefined } : {}), at: undefined })}
          >
            Set end
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => acts.remove(id)}
        >
          Take out
        </Button>
      </Group>
      <Neighbours node={node} drawn={drawn} acts={acts} />
    </section>
  );
}

function Named({ node }: { node: Node }) {
  return (
    <Anchor
      component={Link}
      to="/explore/person"
      search={{ id: node.id } as never}
      inherit
      className="long"
    >
      <bdi>{node.name}</bdi>
    </Anchor>
  );
}

function Standing({ node, ties, drawn }: { node: Node; ties: number | undefined; drawn: Drawn }) {
  const { data } = useAsked(NetworkWhyDocument, { id: node.id }, node.connector === null);
  const person = { ...node, personId: node.id };
  const reasons = node.isConnector ? data?.person?.connectorReasons : data?.person?.influenceReasons;
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed" className="long">
        {[person.specialty, [person.city, person.state].filter(Boolean).join(", ")]
          .filter(Boolean)
          .join(" · ") || "Specialty and place not known"}
      </Text>
      <Text size="sm" className="long">
        {node.circleName ? `Circle: ${node.circleName}` : "In no circle"}
      </Text>
      {node.influence === null ? (
        <Text size="sm">Influence: not known</Text>
      ) : (
        <Group gap="xs">
          <Text size="sm">Influence</Text>
          <Strength value={node.influence} of="Influence" />
        </Group>
      )}
      <Text size="sm" className="figure">
        {counted(node.papers ?? 0, "paper")} ·{" "}
        {ties === undefined
          ? node.ties === null
            ? "ties not read"
            : `${counted(node.ties, "tie")} by joint work`
          : `${saysOf(drawn, node.id, ties)} drawn`}
      </Text>
      {node.isConnector && <Text size="sm">A connector between circles</Text>}
      {reasons?.slice(0, 3).map((reason) => (
        <Text key={reason} size="xs" c="dimmed" className="long">
          {reason}
        </Text>
      ))}
      <Text size="xs" c="dimmed">
        {node.source ? `Source: ${node.source}` : "Source not known"}
        {node.knownFrom && `, loaded ${node.knownFrom.slice(0, 10)}`}
      </Text>
    </Stack>
  );
}

function OnDay({ id, on }: { id: string; on: string }) {
  const { data } = useAsked(NetworkOnDayDocument, { id, asOf: on });
  const past = data?.person?.onDay;
  if (!past) return null;
  return (
    <Text size="sm" mt={4}>
      By {on}: {counted(past.paperCount, "paper")}, {counted(past.trialCount, "trial")},{" "}
      {counted(past.colleagues, "person", "people")} worked with
    </Text>
  );
}

function Neighbours({ node, drawn, acts }: { node: Node; drawn: Drawn; acts: Acts }) {
  const own = [...drawn.ties.values()]
    .filter(({ from, to }) => from === node.id || to === node.id)
    .sort((a, b) => b.strength - a.strength);
  if (own.length === 0) {
    const isBeyond = drawn.beyond.has(node.id);
    return <Text size="sm">{isBeyond ? "Ties: not for your role." : "No tie to anybody drawn."}</Text>;
  }
  return (
    <>
      <Title order={3} size="h6">
        {own.length > MOST
          ? `Strongest ${MOST} of ${count(own.length)} ties drawn`
          : counted(own.length, "tie drawn", "ties drawn")}
      </Title>
      <ul className="plain">
        {own.slice(0, MOST).map((tie) => {
          const other = drawn.nodes.get(tie.from === node.id ? tie.to : tie.from);
          if (!other) return null;
          return (
            <li key={tie.key} className={styles.row}>
              <div>
                <UnstyledButton
                  className={styles.link}
                  onClick={() => acts.choose(tie.key)}
                  aria-label={`Tie to ${other.name}`}
                >
                  <bdi className="long">{other.name}</bdi>
                </UnstyledButton>
                <Text size="xs" c="dimmed" className="long">
                  {toldOf(tie)}
                </Text>
              </div>
              <Strength value={tie.strength} width={40} />
            </li>
          );
        })}
      </ul>
    </>
  );
}

