import { Box, Button, CopyButton, Grid, Group, Stack, Text } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { IconFileText, IconLink, IconShieldCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { IntroductionsDocument, type ChainFragment } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { ours } from "../../parts/PersonPicker";
import { counted } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { isNarrowed, STATE, variablesOf, WIDE, type Asked, type ToChange } from "./asking";
import { ChainCard } from "./ChainCard";
import { Drawing } from "./Drawing";
import { Ends } from "./Ends";
import { Narrowing } from "./Narrowing";
import styles from "./introductions.module.css";

/** Who connects a liaison, a team or a person to somebody, by which records. */
export default function Introductions() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  if (!mayAsk(me, "introductions")) {
    return (
      <>
        <Head title="Who connects me" />
        <Empty title="Not for your role">Introductions are for liaisons and analysts.</Empty>
      </>
    );
  }
  const toChange = change as ToChange;
  return (
    <>
      <Head title="Who connects me" says="Whom to ask for an introduction, and by which records">
        <Ways asked={asked} />
      </Head>
      <Ends asked={asked} change={toChange} />
      <Narrowing asked={asked} change={toChange} />
      <Box mt="md">
        {!asked.from || !asked.to ? (
          <Empty title={asked.to ? "Who asks?" : "Whom do you want to meet?"}>
            Pick both above. You are told whom to ask, and why to believe it: each tie opens to its
            papers, trials and meetings.
          </Empty>
        ) : asked.from === asked.to ? (
          <Empty title="These are the same person">Pick somebody else to be met.</Empty>
        ) : (
          <Found asked={asked} change={toChange} />
        )}
      </Box>
    </>
  );
}

/** Where to go on from here with the same two ends. */
function Ways({ asked }: { asked: Asked }) {
  const me = useMe();
  if (!asked.to) return null;
  const side = asked.from ? ours(asked.from) : null;
  const brief = {
    person: asked.to,
    ...(side && { [asked.from?.startsWith("Team:") ? "team" : "liaison"]: side }),
  };
  return (
    <>
      <CopyButton value={window.location.href}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLink size={15} aria-hidden />}
            onClick={copy}
          >
            <span role="status">{copied ? "Copied" : "Copy link"}</span>
          </Button>
        )}
      </CopyButton>
      {mayAsk(me, "introductionBrief") && (
        <Button
          size="xs"
          variant="default"
          component={Link}
          to="/explore/brief"
          search={brief as never}
          leftSection={<IconFileText size={15} aria-hidden />}
        >
          Brief
        </Button>
      )}
      {mayAsk(me, "screening") && (
        <Button
          size="xs"
          variant="default"
          component={Link}
          to="/explore/screening"
          search={{ person: asked.to } as never}
          leftSection={<IconShieldCheck size={15} aria-hidden />}
        >
          Screen
        </Button>
      )}
    </>
  );
}

function Found({ asked, change }: { asked: Asked; change: ToChange }) {
  const answer = useAsked(IntroductionsDocument, variablesOf(asked));
  if (answer.trouble?.kind === "input" && answer.trouble.message.includes("has the id")) {
    return (
      <Empty title="Nobody has this id">
        The link may be of an older state of the graph, in which two persons are now one. Pick the
        person by name above.
      </Empty>
    );
  }
  return (
    <>
      {answer.isAsking && asked.on && <Patience />}
      <Answer of={answer} lines={9}>
        {({ introductions }) =>
          introductions.length === 0 ? (
            <Nobody asked={asked} change={change} />
          ) : (
            <Chains chains={introductions} asked={asked} change={change} />
          )
        }
      </Answer>
    </>
  );
}

/** Said only where an answer of a past day lets wait. */
function Patience() {
  const [isSlow, setSlow] = useState(false);
  const { start, clear } = useTimeout(() => setSlow(true), 2500);
  useEffect(() => {
    start();
    return clear;
  }, [start, clear]);
  if (!isSlow) return null;
  return (
    <Text size="sm" c="dimmed" role="status">
      The first look at a past day may take a minute: its ties are made anew.
    </Text>
  );
}

interface FoundProps {
  chains: ChainFragment[];
  asked: Asked;
  change: ToChange;
}

function Chains({ chains, asked, change }: FoundProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const chosen = Math.min(asked.chain ?? 1, chains.length) - 1;
  const lit = hovered !== null && hovered < chains.length ? hovered : chosen;
  const { kinds = null, filter = null } = variablesOf(asked);
  const [openChain, openHop] = (asked.records ?? "").split(".").map(Number);
  const without = withouts(asked, change);
  const choose = (chain: number) => {
    change({ chain: chain === 0 ? undefined : chain + 1 }, { replace: true });
    document.getElementById(`chain-${chain + 1}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {counted(chains.length, "introduction")} to {chains[0]?.to.name}, the strongest first
        </Text>
        <Stack component="ol" className="plain" gap="md" aria-label="Introductions">
          {chains.map((chain, place) => (
            <ChainCard
              key={chain.hops.map(({ to }) => to.personId).join(" ")}
              chain={chain}
              number={place + 1}
              isLit={lit === place}
              light={(isLit) => setHovered(isLit ? place : null)}
              open={openChain === place + 1 ? (openHop ?? null) : null}
              onOpen={(hop) => change({ records: hop ? `${place + 1}.${hop}` : undefined })}
              within={{ kinds, filter }}
              without={without}
            />
          ))}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Box className={styles.beside}>
          <Drawing chains={chains} lit={lit} onHover={setHovered} onChoose={choose} />
        </Box>
      </Grid.Col>
    </Grid>
  );
}

function withouts(asked: Asked, change: ToChange) {
  const without = (
    name: "withoutPersons" | "withoutKinds" | "withoutPlaces" | "withoutCompanies",
    one: string,
  ) =>
    change({
      [name]: [...((asked[name] as string[] | undefined) ?? []), one],
      chain: undefined,
      records: undefined,
    } as never);
  return {
    person: (id: string) => without("withoutPersons", id),
    kind: (kind: string) => without("withoutKinds", kind),
    place: (id: string) => without("withoutPlaces", id),
    company: (id: string) => without("withoutCompanies", id),
  };
}

function Nobody({ asked, change }: Omit<FoundProps, "chains">) {
  return (
    <>
      <Empty title="Nobody connects you">
        No chain of {counted(asked.hops ?? 4, "tie")} or fewer leads there by the records that are
        loaded. That is not to say that nobody knows them both.
      </Empty>
      <Group justify="center" gap="xs">
        {(asked.hops ?? 4) < 6 && (
          <Button variant="default" size="xs" onClick={() => change({ hops: 6 })}>
            Allow six ties
          </Button>
        )}
        {isNarrowed(asked) && (
          <Button variant="default" size="xs" onClick={() => change(WIDE as never)}>
            Take back all that is left out
          </Button>
        )}
      </Group>
    </>
  );
}
