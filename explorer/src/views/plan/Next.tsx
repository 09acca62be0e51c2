import { Badge, Box, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconDownload } from "@tabler/icons-react";
import { PlanNextDocument, type ChainFragment, type PlanNextQuery } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { Hops } from "../../parts/chain/Hops";
import { against, alternatives, heading, restsOn, startOf } from "../../parts/chain/saying";
import { saveCsv } from "../../parts/csv";
import { Empty } from "../../parts/Empty";
import { Strength } from "../../parts/Strength";
import { counted, share } from "../../parts/words";
import type { Asked, ToChange } from "./Plan";

type Step = PlanNextQuery["nextIntroductions"][number];

interface Props {
  asked: Asked;
  from: string;
  to: string[];
  change: ToChange;
}

/** The introductions to ask for, in the order that opens most persons soonest. */
export function Next({ asked, from, to, change }: Props) {
  const filter = { industryTies: !asked.withoutIndustry };
  const answer = useAsked(PlanNextDocument, {
    from: [from],
    to,
    asks: asked.asks ?? 10,
    perIntroducer: asked.each ?? 2,
    maxHops: asked.hops ?? 4,
    filter,
  });
  return (
    <Answer of={answer} lines={9}>
      {({ nextIntroductions: steps }) =>
        steps.length === 0 ? (
          <Empty title="Nobody connects you to any of them">
            Allow more ties in a chain, or ask for a team in place of one liaison.
          </Empty>
        ) : (
          <>
            <Group justify="space-between" mb="sm" gap="xs">
              <Text size="sm" role="status">
                {counted(steps.length, "request")} may open {share(steps.at(-1)?.opened ?? 0)} of{" "}
                {counted(to.length, "person", "persons")}
              </Text>
              <Button
                size="xs"
                variant="default"
                className="unprinted"
                leftSection={<IconDownload size={15} aria-hidden />}
                onClick={() => saveCsv("plan of introductions.csv", HEADS, rowsOf(steps))}
              >
                CSV
              </Button>
            </Group>
            <Stack component="ol" className="plain" gap="sm" aria-label="Requests, in order">
              {steps.map((step, place) => (
                <Request
                  key={`${step.introduction.to.personId} ${place}`}
                  step={step}
                  number={place + 1}
                  most={to.length}
                  open={openIn(asked.open, place + 1)}
                  onOpen={(hop) =>
                    change({ open: hop === null ? undefined : [place + 1, ...(hop ? [hop] : [])].join(".") })
                  }
                  within={{ filter }}
                />
              ))}
            </Stack>
            <Missing steps={steps} to={to} />
          </>
        )
      }
    </Answer>
  );
}

/** Which hop of a request is open: 0 where its ties are shown alone, nothing where it is closed. */
function openIn(open: string | undefined, number: number): number | null {
  const [request, hop] = (open ?? "").split(".");
  return request === String(number) ? Number(hop ?? 0) || 0 : null;
}

interface RequestProps {
  step: Step;
  number: number;
  most: number;
  open: number | null;
  onOpen: (hop: number | null) => void;
  within: { filter: { industryTies: boolean } };
}

function Request({ step, number, most, open, onOpen, within }: RequestProps) {
  const chain = step.introduction;
  return (
    <Card component="li" withBorder padding="md">
      <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
        <Group gap={10} wrap="nowrap" align="flex-start" flex="1 1 0" miw={0}>
          <Badge variant="light" size="lg" circle flex="none" aria-label={`Request ${number}`}>
            {number}
          </Badge>
          <Title order={2} size="h5" className="long">
            <bdi>{heading(chain)}</bdi>
          </Title>
        </Group>
        <Strength value={chain.strength} of="Strength of the chain" width={56} />
      </Group>
      <Text size="xs" c="dimmed" mb={4} className="figure">
        Adds {share(step.gain)}: {share(step.opened)} of {most} so far
      </Text>
      <Text size="sm" className="long">
        {[...against(chain), ...alternatives(chain)].join(" ")}
      </Text>
      <Button
        size="compact-xs"
        variant="subtle"
        w="fit-content"
        mt={6}
        ml={-8}
        onClick={() => onOpen(open === null ? 0 : null)}
        aria-expanded={open !== null}
        aria-label={`${ties(chain)} of request ${number}`}
        rightSection={open === null ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />}
      >
        {ties(chain)}
      </Button>
      {open !== null && (
        <Box mt="sm">
          <Hops
            chain={chain}
            open={open || null}
            onOpen={(hop) => onOpen(hop ?? 0)}
            within={within}
          />
        </Box>
      )}
    </Card>
  );
}

function ties({ hops }: ChainFragment): string {
  const weakest = Math.min(...hops.map(({ strength }) => strength));
  return `${counted(hops.length, "tie")}, the weakest ${share(weakest)}`;
}

function Missing({ steps, to }: { steps: Step[]; to: string[] }) {
  const opened = new Set(steps.map(({ introduction }) => introduction.to.personId));
  const left = to.filter((id) => !opened.has(id)).length;
  if (left === 0) return null;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      {counted(left, "person", "persons")} of {to.length} stand in none of these requests: no chain
      leads there, or others open more.
    </Text>
  );
}

const HEADS = [
  "order",
  "ask",
  "to meet",
  "person id",
  "strength",
  "adds",
  "opened so far",
  "ties",
  "against",
];

function rowsOf(steps: Step[]) {
  return steps.map(({ introduction: chain, gain, opened }, place) => [
    place + 1,
    chain.introducer?.name ?? "a tie of your own",
    chain.to.name,
    chain.to.personId,
    chain.strength,
    gain,
    opened,
    chain.hops.map((hop) => `${startOf(hop)} and ${hop.to.name}: ${restsOn(hop)}`).join("; "),
    against(chain).join(" "),
  ]);
}
