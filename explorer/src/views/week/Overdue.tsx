import { Badge, Group, Stack, Text } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { WeekOverdueDocument } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Person } from "../../parts/Person";
import { Section } from "../../parts/Section";
import { count } from "../../parts/words";

/** Who is met less often than the tier asks. */
export function Overdue({ liaison }: { liaison: string }) {
  const asked = useAsked(WeekOverdueDocument, { liaison });
  return (
    <Section title="Met too seldom">
      <Answer of={asked}>
        {({ cadences }) =>
          cadences && cadences.total > 0 ? (
            <>
              <Stack gap="xs" component="ol" className="plain">
                {cadences.persons.map((one) => (
                  <li key={one.person.personId}>
                    <Group gap="xs" wrap="nowrap" justify="space-between">
                      <span>
                        <Person person={one.person} isShort />
                      </span>
                      <Badge variant="light">tier {one.tier}</Badge>
                    </Group>
                    <Text size="xs" c="dimmed">
                      {one.sentence}
                      {one.dueOn && ` Due by ${one.dueOn}.`}
                    </Text>
                  </li>
                ))}
              </Stack>
              <Text size="xs" c="dimmed" mt="xs">
                {cadences.persons.length} of {count(cadences.total)}
              </Text>
            </>
          ) : (
            <Text c="dimmed">Nobody now.</Text>
          )
        }
      </Answer>
    </Section>
  );
}
