import { Checkbox, Group, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { FindFacetsDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { count } from "../../parts/words";
import { filterOf, type Searched } from "./asking";

interface Props {
  searched: Searched;
  change: (to: Searched) => void;
}

/** How many of those found are of which state, specialty and institution, to narrow them by. */
export function Facets({ searched, change }: Props) {
  const asked = useAsked(FindFacetsDocument, {
    text: searched.q ?? null,
    filter: filterOf(searched),
  });
  if (asked.trouble?.kind === "input") return null; // the list beside it says so
  return (
    <aside aria-label="Narrow by">
      <Answer of={asked} lines={6}>
        {({ people }) => (
          <Stack gap="lg">
            <Choices title="State" groups={people.states} name="state" {...{ searched, change }} />
            <Choices
              title="Specialty"
              groups={people.specialties}
              name="specialty"
              {...{ searched, change }}
            />
            <Ways
              title="Institution"
              groups={people.institutions}
              go={(institution) => change({ institution })}
            />
          </Stack>
        )}
      </Answer>
    </aside>
  );
}

type Groups = { count: number; keys: { value?: string | null; id?: string | null }[] }[];

interface ChoicesProps extends Props {
  title: string;
  groups: Groups;
  name: "state" | "specialty";
}

function Choices({ title, groups, name, searched, change }: ChoicesProps) {
  const chosen = searched[name] ?? [];
  const known = groups.flatMap(({ keys: [key], count: many }) =>
    key?.value ? [{ value: key.value, many }] : [],
  );
  if (known.length === 0) return null;
  return (
    <Stack gap={6} role="group" aria-label={title}>
      <Title order={2} size="h6">
        {title}
      </Title>
      {known.map(({ value, many }) => (
        <Group key={value} justify="space-between" wrap="nowrap" gap="xs">
          <Checkbox
            size="xs"
            label={value}
            checked={chosen.includes(value)}
            onChange={({ currentTarget }) =>
              change({
                [name]: currentTarget.checked
                  ? [...chosen, value]
                  : chosen.filter((one) => one !== value),
              })
            }
          />
          <Text size="xs" c="dimmed" className="figure">
            {count(many)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

function Ways({ title, groups, go }: { title: string; groups: Groups; go: (id: string) => void }) {
  const known = groups.flatMap(({ keys: [key], count: many }) =>
    key?.value && key.id ? [{ value: key.value, id: key.id, many }] : [],
  );
  if (known.length === 0) return null;
  return (
    <Stack gap={6}>
      <Title order={2} size="h6">
        {title}
      </Title>
      {known.map(({ value, id, many }) => (
        <Group key={id} justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <UnstyledButton onClick={() => go(id.replace(/^Institution:/, ""))}>
            <Text size="xs" className="long">
              {value}
            </Text>
          </UnstyledButton>
          <Text size="xs" c="dimmed" className="figure">
            {count(many)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
