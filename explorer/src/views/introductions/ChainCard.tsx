import { Alert, Badge, Box, Button, Card, Group, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangle, IconMail } from "@tabler/icons-react";
import type { ChainEvidenceQueryVariables, ChainFragment } from "../../gql/graphql";
import { Hops, type Without } from "../../parts/chain/Hops";
import { against, alternatives, heading, sentence, surprising } from "../../parts/chain/saying";
import { hasMoved } from "../../parts/hovering";
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
  return (
    <Card
      component="li"
      withBorder
      padding="md"
      id={`chain-${number}`}
      className={styles.chain}
      data-lit={isLit || undefined}
      onMouseEnter={(event) => hasMoved(event) && light(true)}
      onMouseLeave={() => light(false)}
    >
      <Group justify="space-between" align="flex-start" mb="sm" gap="sm" wrap="nowrap">
        <Group gap={10} wrap="nowrap" align="flex-start" flex="1 1 0" miw={0}>
          <Badge variant="light" size="lg" circle flex="none" aria-label={`Chain ${number}`}>
            {number}
          </Badge>
          <Title order={2} size="h5" className="long">
            <bdi>{heading(chain, true)}</bdi>
          </Title>
        </Group>
        <Strength value={chain.strength} of="Strength of the chain" width={56} />
      </Group>
      <Hops
        chain={chain}
        open={props.open}
        onOpen={props.onOpen}
        within={props.within}
        without={without}
      />
      <Against chain={chain} withoutCompany={without.company} />
      <Text size="sm" mt="sm" className="long">
        {alternatives(chain).join(" ")}
      </Text>
      <Group justify="space-between" align="flex-start" gap="xs" mt={8}>
        <NotCovered chain={chain} />
        <Button
          size="compact-sm"
          variant="light"
          className="unprinted"
          leftSection={<IconMail size={15} aria-hidden />}
          onClick={mail.open}
        >
          Write to {chain.hops[0]?.to.name}
        </Button>
      </Group>
      {isWriting && <Mail chain={chain} close={mail.close} />}
    </Card>
  );
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
    <Box component="details" flex="1 1 220px">
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
