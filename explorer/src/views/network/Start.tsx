import { Card, Grid, Select, SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { NetworkAddDocument, NetworkCirclesDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { count, listed, placeOf } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { Acts } from "./acts";
import type { Selection } from "./selection";

interface Props {
  acts: Acts;
  selection: Selection;
}

/** Where a drawing begins: with a person, an institution, two ends, or a circle. */
export function Start({ acts }: Props) {
  const me = useMe();
  return (
    <Stack gap="xl" maw={980}>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <Title order={2} size="h5" mb={4}>
            Begin with somebody
          </Title>
          <Text size="sm" c="dimmed" mb="xs">
            A person with the strongest ties, or all of an institution
          </Text>
          <Chooser
            label="A person or an institution"
            hasInstitutions
            choose={(what, id) =>
              what === "person" ? acts.put(id) : acts.change({ institution: id })
            }
          />
        </Grid.Col>
        {mayAsk(me, "introductions") && (
          <Grid.Col span={{ base: 12, sm: 6 }}>
            <Title order={2} size="h5" mb={4}>
              Or with two ends
            </Title>
            <Text size="sm" c="dimmed" mb="xs">
              The person to be met; then choose from where
            </Text>
            <Chooser label="The person to be met" choose={(_, id) => acts.change({ end: id })} />
          </Grid.Col>
        )}
      </Grid>
      {mayAsk(me, "communities") && <Circles acts={acts} />}
    </Stack>
  );
}

function Chooser(props: {
  label: string;
  hasInstitutions?: boolean;
  choose: (what: string, id: string) => void;
}) {
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const { data } = useAsked(NetworkAddDocument, { text }, text.length < 2);
  const people = (data?.people.nodes ?? []).map((person) => ({
    value: `person ${person.personId}`,
    label: `${person.name}, ${placeOf(person)}`,
  }));
  const institutions = (props.hasInstitutions ? (data?.institutions.nodes ?? []) : []).map((one) => ({
    value: `institution ${one.institutionId}`,
    label: [one.name, one.city, one.state].filter(Boolean).join(", "),
  }));
  const data_ = [
    { group: "People", items: people },
    { group: "Institutions", items: institutions },
  ].filter(({ items }) => items.length > 0);
  return (
    <Select
      searchable
      value={null}
      aria-label={props.label}
      placeholder={props.label}
      leftSection={<IconSearch size={16} aria-hidden />}
      searchValue={typed}
      onSearchChange={setTyped}
      data={data_}
      filter={({ options }) => options}
      nothingFoundMessage={text.length < 2 ? "Type a name" : "Nothing of that name"}
      onChange={(value) => {
        const at = value?.indexOf(" ") ?? -1;
        if (value) props.choose(value.slice(0, at), value.slice(at + 1));
      }}
    />
  );
}

function Circles({ acts }: { acts: Acts }) {
  const circles = useAsked(NetworkCirclesDocument, {});
  return (
    <section aria-label="Circles">
      <Title order={2} size="h5" mb={4}>
        Or with a circle
      </Title>
      <Answer of={circles}>
        {({ communities: { nodes, totalCount } }) => (
          <>
            <Text size="sm" c="dimmed" mb="xs">
              Persons who work together more than chance would give: the largest {count(nodes.length)}{" "}
              of {count(totalCount)}
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="xs">
              {nodes.map(({ number, name, size, specialties, states }) => (
                <UnstyledButton key={number} onClick={() => acts.change({ circle: number })}>
                  <Card withBorder padding="sm" h="100%">
                    <Text size="sm" fw={600} className="long">
                      {name ?? `Circle ${number}`}
                    </Text>
                    <Text size="xs" c="dimmed" className="figure">
                      {count(size)} persons
                      {states.length > 0 && `, most in ${listed(states)}`}
                    </Text>
                    <Text size="xs" c="dimmed" className="long">
                      {listed(specialties)}
                    </Text>
                  </Card>
                </UnstyledButton>
              ))}
            </SimpleGrid>
          </>
        )}
      </Answer>
    </section>
  );
}
