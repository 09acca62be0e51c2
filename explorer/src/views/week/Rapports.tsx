import { Button, Card, Group, Stack, Text } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { WeekRapportsDocument, type RapportState } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Person } from "../../parts/Person";
import { Section } from "../../parts/Section";
import { STATES } from "./asking";

interface Props {
  liaison: string;
  state: RapportState | undefined;
  change: (state: RapportState | undefined) => void;
}

/** How a liaison's relationships fare, with the sign that says so. */
export function Rapports({ liaison, state, change }: Props) {
  const asked = useAsked(WeekRapportsDocument, { liaison, state: state ?? null });
  return (
    <Section title="Relationships">
      <Answer of={asked}>
        {({ rapports }) =>
          rapports ? (
            <>
              <Group gap="xs" mb="sm" role="group" aria-label="By state">
                {rapports.counts.map((one) => (
                  <Button
                    key={one.state}
                    size="compact-sm"
                    variant={state === one.state ? "filled" : "default"}
                    aria-pressed={state === one.state}
                    onClick={() => change(state === one.state ? undefined : one.state)}
                  >
                    {STATES[one.state]} {one.relationships}
                  </Button>
                ))}
              </Group>
              <Stack gap="xs" component="ol" className="plain">
                {rapports.relationships.map((one) => (
                  <Card key={one.person.personId} component="li" withBorder padding="xs">
                    <Person person={one.person} isShort />
                    <Text size="sm">{one.why}</Text>
                  </Card>
                ))}
              </Stack>
            </>
          ) : (
            <Empty title="No relationships yet">The engagement log has no touch of this liaison.</Empty>
          )
        }
      </Answer>
    </Section>
  );
}
