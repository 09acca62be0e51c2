import { Badge, Button, Group, Pill, Text } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import type {
  ChainEvidenceQueryVariables,
  ChainFragment,
  ChainHopFragment,
  TieKind,
} from "../../gql/graphql";
import { dayOf } from "../days";
import { Person } from "../Person";
import { Strength } from "../Strength";
import { counted } from "../words";
import { Records } from "./Records";
import { sentence, SORTS, startOf } from "./saying";
import styles from "./chain.module.css";

/** How a search is done again without something of a chain. */
export interface Without {
  person: (id: string) => void;
  kind: (kind: TieKind) => void;
  place: (id: string) => void;
}

interface Props {
  chain: ChainFragment;
  /** What of the question holds for its records as well. */
  within?: Pick<ChainEvidenceQueryVariables, "kinds" | "filter">;
  /** The hop whose records are shown, from 1. */
  open: number | null;
  onOpen: (hop: number | null) => void;
  without?: Without;
}

/** The ties of a chain in order, each with what it rests on and the way to its records. */
export function Hops({ chain, open, onOpen, within, without }: Props) {
  return (
    <ol className={styles.hops}>
      {chain.hops.map((hop, place) => (
        <Hop
          key={`${startOf(hop)} ${hop.to.personId}`}
          hop={hop}
          isWeakest={chain.hops.length > 1 && chain.weakest === place + 1}
          isOpen={open === place + 1}
          onToggle={() => onOpen(open === place + 1 ? null : place + 1)}
          within={within}
          without={without}
        />
      ))}
    </ol>
  );
}

interface HopProps extends Pick<Props, "without" | "within"> {
  hop: ChainHopFragment;
  isWeakest: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

function Hop({ hop, isWeakest, isOpen, onToggle, within, without }: HopProps) {
  const ends = `${startOf(hop)} and ${hop.to.name}`;
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className={styles.hop}>
      <Group justify="space-between" gap={8} align="flex-start">
        <Text component="div" size="sm" flex="1 1 220px" className="long">
          <Start hop={hop} /> {hop.liaison ? "has met" : "and"} <Person person={hop.to} isShort />
          {isWeakest && (
            <Badge ml={8} size="sm" variant="light" color="gray">
              weakest tie
            </Badge>
          )}
        </Text>
        <Strength value={hop.strength} of={`Strength of the tie of ${ends}`} width={56} />
      </Group>
      <Group gap={6} my={4}>
        {SORTS.filter((sort) => sort.count(hop) > 0).map((sort) => (
          <Pill
            key={sort.kind}
            withRemoveButton={without !== undefined && sort.kind !== "ENGAGEMENT"}
            onRemove={() => without?.kind(sort.kind)}
            removeButtonProps={{
              "aria-label": `Without ${sort.title.toLowerCase()}`,
              "aria-hidden": false,
              tabIndex: 0,
              title: `Search again without ${sort.title.toLowerCase()}`,
            }}
          >
            {counted(sort.count(hop), sort.one, sort.several)}
          </Pill>
        ))}
        <Text size="xs" c="dimmed">
          {hop.lastOn ? `last seen ${dayOf(hop.lastOn)}` : "day not known"}
        </Text>
      </Group>
      {hop.doubts.map((doubt) => (
        <Text key={doubt} size="xs" className={styles.doubt}>
          {sentence(doubt)}
        </Text>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        ml={-8}
        mt={2}
        leftSection={<Arrow size={14} aria-hidden />}
        onClick={onToggle}
        aria-expanded={isOpen}
        aria-label={`${counted(hop.evidenceCount, "record")} of ${ends}`}
      >
        {counted(hop.evidenceCount, "record")}
      </Button>
      {isOpen && (
        <>
          <Reasons hop={hop} />
          <Records
            of={{ from: fromOf(hop), to: hop.to.personId, ...within }}
            label={`Records of ${ends}`}
            withoutPlace={without?.place}
          />
        </>
      )}
    </li>
  );
}

function Start({ hop }: { hop: ChainHopFragment }) {
  if (hop.from) return <Person person={hop.from} isShort />;
  return <b>{startOf(hop)}</b>;
}

function Reasons({ hop }: { hop: ChainHopFragment }) {
  if (hop.reasons.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" my={4} className="long">
      Why {hop.strength.toFixed(2)}: {hop.reasons.join("; ")}.
    </Text>
  );
}

const fromOf = (hop: ChainHopFragment): string =>
  hop.liaison ? `Liaison:${hop.liaison.liaisonId}` : (hop.from?.personId ?? "");
