import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconUserMinus } from "@tabler/icons-react";
import type {
  ChainEvidenceQueryVariables,
  ChainFragment,
  ChainHopFragment,
  TieKind,
} from "../../gql/graphql";
import { Chip } from "../Chip";
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
          isLast={place === chain.hops.length - 1}
          isOpen={open === place + 1}
          onToggle={() => onOpen(open === place + 1 ? null : place + 1)}
          within={within}
          without={without}
        />
      ))}
    </ol>
  );
}

interface HopProps {
  within: Props["within"];
  without: Props["without"];
  hop: ChainHopFragment;
  isWeakest: boolean;
  /** Whether it leads to whom is to be met. */
  isLast: boolean;
  isOpen: boolean;
  onToggle: () => void;
}

function Hop({ hop, isWeakest, isLast, isOpen, onToggle, within, without }: HopProps) {
  const ends = `${startOf(hop)} and ${hop.to.name}`;
  return (
    <li className={styles.hop}>
      <Group justify="space-between" gap={8} align="flex-start" wrap="nowrap">
        <Text component="div" size="sm" flex="1 1 0" className="long">
          <Start hop={hop} /> {hop.liaison ? "has met" : "and"} <Person person={hop.to} isShort />
          {without && !isLast && (
            <ActionIcon
              size={18}
              variant="subtle"
              color="gray"
              className={`${styles.out} unprinted`}
              title={`Search again without ${hop.to.name}`}
              aria-label={`Without ${hop.to.name}`}
              onClick={() => without.person(hop.to.personId)}
            >
              <IconUserMinus size={14} aria-hidden />
            </ActionIcon>
          )}
        </Text>
        <Strength value={hop.strength} of={`Strength of the tie of ${ends}`} width={56} />
      </Group>
      <Group gap={6} mt={4}>
        {isWeakest && <span className={styles.weakest}>weakest tie</span>}
        <Counts hop={hop} without={without} />
        <Text size="xs" c="dimmed">
          {hop.lastOn ? `last seen ${dayOf(hop.lastOn)}` : "day not known"}
        </Text>
        <Button
          size="compact-xs"
          variant="subtle"
          px={4}
          rightSection={<Arrow isOpen={isOpen} />}
          onClick={onToggle}
          aria-expanded={isOpen}
          aria-label={`${counted(hop.evidenceCount, "record")} of ${ends}`}
        >
          {counted(hop.evidenceCount, "record")}
        </Button>
      </Group>
      {hop.doubts.map((doubt) => (
        <Text key={doubt} size="xs" mt={2} className={styles.doubt}>
          {sentence(doubt)}
        </Text>
      ))}
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

function Arrow({ isOpen }: { isOpen: boolean }) {
  const Sign = isOpen ? IconChevronUp : IconChevronDown;
  return <Sign size={14} aria-hidden />;
}

/** What a tie rests on; each kind can be left out. */
function Counts({ hop, without }: { hop: ChainHopFragment; without: Without | undefined }) {
  return SORTS.filter((sort) => sort.count(hop) > 0).map((sort) => (
    <Chip
      key={sort.kind}
      outSays={`Without ${sort.title.toLowerCase()}`}
      out={without && sort.kind !== "ENGAGEMENT" ? () => without.kind(sort.kind) : undefined}
    >
      {counted(sort.count(hop), sort.one, sort.several)}
    </Chip>
  ));
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
