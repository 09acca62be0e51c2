import { Box, Button, Card, Grid, Group, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { FindDocument, type FindQuery } from "../../gql/graphql";
import { usePages } from "../../asking/pages";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Chip } from "../../parts/Chip";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Person } from "../../parts/Person";
import { count, counted } from "../../parts/words";
import { filterOf, numberIn, STATE, type Searched } from "./asking";
import { ByNumber } from "./ByNumber";
import { Facets } from "./Facets";
import { KeptViews } from "./KeptViews";
import { forget, recent, remember } from "./recent";
import { Things } from "./Things";

/** Finds people, institutions, topics and companies. */
export default function Find() {
  const [searched, change] = useAddress(STATE);
  const [typed, setTyped] = useState(searched.q ?? "");
  useEffect(() => setTyped(searched.q ?? ""), [searched.q]);
  const ask = useDebouncedCallback((q: string) => change({ q: q || undefined }, { replace: true }), 150);
  const number = numberIn(searched.q ?? "");
  const isAsked = Object.keys(searched).length > 0;
  return (
    <>
      <Head title="Find" says="A person, an institution, a topic or a company" />
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          change({ q: typed.trim() || undefined });
          if (typed.trim()) remember(typed.trim());
        }}
      >
        <TextInput
          size="md"
          aria-label="Name, NPI or ORCID iD"
          placeholder="Name, NPI or ORCID iD"
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          maxLength={200}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            ask(event.currentTarget.value.trim());
          }}
          type="search"
          data-autofocus
        />
      </form>
      <Narrowed searched={searched} change={change} />
      {!isAsked && <Start search={(q) => change({ q })} />}
      {isAsked && number && <ByNumber number={number} />}
      {isAsked && !number && (
        <Grid mt="md" gap="xl">
          <Grid.Col span={{ base: 12, md: 3 }} order={{ base: 2, md: 1 }}>
            <Facets searched={searched} change={change} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 9 }} order={{ base: 1, md: 2 }}>
            {searched.q && <Things text={searched.q} change={change} />}
            <People searched={searched} />
          </Grid.Col>
        </Grid>
      )}
    </>
  );
}

function Narrowed({ searched, change }: { searched: Searched; change: (to: Searched) => void }) {
  const parts = [
    ...(searched.state ?? []).map((one) => ({
      says: one,
      without: { state: searched.state?.filter((other) => other !== one) },
    })),
    ...(searched.specialty ?? []).map((one) => ({
      says: one,
      without: { specialty: searched.specialty?.filter((other) => other !== one) },
    })),
    ...(["topic", "institution", "company"] as const).flatMap((name) =>
      searched[name] ? [{ says: `${name}: ${searched[name]}`, without: { [name]: undefined } }] : [],
    ),
  ];
  if (parts.length === 0) return null;
  return (
    <Group gap="xs" mt="sm" aria-label="Narrowed to" role="group">
      {parts.map(({ says, without }) => (
        <Chip
          key={says}
          out={() => change(without as Searched)}
          outSays={`Without ${says}`}
        >
          {says}
        </Chip>
      ))}
    </Group>
  );
}

function Start({ search }: { search: (q: string) => void }) {
  const [known, setKnown] = useState(recent);
  return (
    <Stack mt="xl" gap="lg">
      {known.length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            Searched last
          </Text>
          {known.map((one) => (
            <Button key={one} size="compact-sm" variant="default" onClick={() => search(one)}>
              {one}
            </Button>
          ))}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => {
              forget();
              setKnown([]);
            }}
          >
            Forget these
          </Button>
        </Group>
      )}
      <KeptViews />
      <Empty title="Whom do you want to know about?">
        Type a name as you know it: “Smith J”, “Jane Smith” and “SMITH, JANE A” all find her. Every
        figure you will see opens to the papers, trials and payments behind it.
      </Empty>
    </Stack>
  );
}

function People({ searched }: { searched: Searched }) {
  const pages = usePages(
    FindDocument,
    { text: searched.q ?? null, filter: filterOf(searched) },
    (data: FindQuery) => data.people,
  );
  return (
    <section aria-label="People">
      <Answer of={pages} lines={8}>
        {({ edges, totalCount }) =>
          totalCount === 0 ? (
            <Empty title="Nobody is found">
              Try fewer letters, another spelling, or take a filter out. Who is not in a loaded
              source is not here.
            </Empty>
          ) : (
            <>
              <Text size="sm" c="dimmed" mb="xs" role="status">
                {counted(totalCount, "person", "people")}
              </Text>
              <Stack gap="xs" component="ol" className="plain">
                {edges.map(({ node, reason }) => (
                  <Card key={node.personId} component="li" withBorder padding="sm">
                    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
                      <Box miw={0}>
                        <Person person={node} />
                        <Text size="xs" c="dimmed" mt={2} className="long">
                          {[node.institutions.nodes[0]?.name, reason].filter(Boolean).join(" · ")}
                        </Text>
                      </Box>
                      <Text size="sm" ta="right" className="figure" c="dimmed" visibleFrom="xs">
                        {counted(node.paperCount, "paper")}
                        <br />
                        {counted(node.trialCount, "trial")}
                      </Text>
                    </Group>
                  </Card>
                ))}
              </Stack>
              {pages.more && (
                <Button variant="default" mt="md" onClick={pages.more} loading={pages.isAsking}>
                  Show more of {count(totalCount)}
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </section>
  );
}
