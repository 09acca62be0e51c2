import { Alert, Badge, Box, Button, Card, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconMail, IconUserMinus } from "@tabler/icons-react";
import type { ChainEvidenceQueryVariables, ChainFragment } from "../../gql/graphql";
import { Hops, type Without } from "../../parts/chain/Hops";
import { against, alternatives, heading, sentence, surprising } from "../../parts/chain/saying";
import { Strength } from "../../parts/Strength";
import { counted } from "../../parts/words";
import { Mail } from "./Mail";
import styles from "./introductions.module.css";

interface Props {
  chain: ChainFragment;
  /** From 1. */
  number: number;
  isLit: boolean;
  light: (isLit: boolean) => void;
  open: number | null;
  onOpen: (hop: number | null) => void;
  within: Pick<ChainEvidenceQueryVariables, "kinds" | "filter">;
  without: Without & { company: (id: string) => void };
}

/** One introduction: whom to ask, by which ties, and what speaks against it. */
export function ChainCard(props: Props) {
  const { chain, number, isLit, light, without } = props;
  const [isWriting, mail] = useDisclosure(false);
  const { introducer } = chain;
  return (
    <Card
      component="li"
      withBorder
      padding="md"
      id={`chain-${number}`}
      className={styles.chain}
      data-lit={isLit || undefined}
      onMouseEnter={() => light(true)}
      onMouseLeave={() => light(false)}
    >
      <Group justify="space-between" align="flex-start" mb="sm" gap="sm">
        <Title order={2} size="h5" flex="1 1 260px" className="long">
          <Badge variant="light" mr={8} size="lg" circle aria-label={`Chain ${number}`}>
            {number}
          </Badge>
          <bdi>{heading(chain)}</bdi>
        </Title>
        <Strength value={chain.strength} of="Strength of the chain" />
      </Group>
      <Hops
        chain={chain}
        open={props.open}
        onOpen={props.onOpen}
        within={props.within}
        without={without}
      />
      <Against chain={chain} withoutCompany={without.company} />
      {alternatives(chain).map((one) => (
        <Text key={one} size="sm" mt={6} className="long">
          {one}
        </Text>
      ))}
      <NotCovered chain={chain} />
      <Group gap="xs" mt="sm" className="unprinted">
        <Button
          size="xs"
          variant="light"
          leftSection={<IconMail size={15} aria-hidden />}
          onClick={mail.open}
        >
          Write to {chain.hops[0]?.to.name}
        </Button>
        {introducer && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconUserMinus size={15} aria-hidden />}
            onClick={() => without.person(introducer.personId)}
          >
            Without {introducer.name}
          </Button>
        )}
        {between(chain).map((person) => (
          <Button
            key={person.personId}
            size="xs"
            variant="default"
            onClick={() => without.person(person.personId)}
          >
            Without {person.name}
          </Button>
        ))}
      </Group>
      {isWriting && <Mail chain={chain} close={mail.close} />}
    </Card>
  );
}

/** Whoever stands inside a chain beside the introducer. */
function between(chain: ChainFragment) {
  return chain.hops.slice(0, -2).map(({ to }) => to);
}

function Against({
  chain,
  withoutCompany,
}: {
  chain: ChainFragment;
  withoutCompany: (id: string) => void;
}) {
  const said = against(chain);
  if (said.length === 0) return null;
  const companies = new Map(
    chain.flags.flatMap(({ company }) => (company ? [[company.companyId, company.name]] : [])),
  );
  return (
    <Alert
      mt="sm"
      p="xs"
      color="yellow"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title="What speaks against it"
    >
      {said.map((one) => (
        <Text key={one} size="sm" className="long">
          {one}
        </Text>
      ))}
      {[...companies].map(([id, name]) => (
        <Button
          key={id}
          size="compact-xs"
          variant="white"
          mt={6}
          mr={6}
          onClick={() => withoutCompany(id ?? "")}
        >
          Without payees of {name}
        </Button>
      ))}
    </Alert>
  );
}

function NotCovered({ chain }: { chain: ChainFragment }) {
  const by = surprising(chain);
  const { uncovered } = chain;
  return (
    <Box component="details" mt={8}>
      <Text component="summary" size="xs" c="dimmed">
        {uncovered.length > 0
          ? `${counted(uncovered.length, "thing")} not covered`
          : "Nothing is left uncovered"}
        {by && ", and how likely by chance"}
      </Text>
      <ul>
        {[...(by ? [by] : []), ...uncovered].map((one) => (
          <Text key={one} component="li" size="xs" className="long">
            {sentence(one)}
          </Text>
        ))}
      </ul>
    </Box>
  );
}
