import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { ScreeningsFiledDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { dayOf } from "../../parts/days";
import { ROLES } from "./asking";
import { Outcome } from "./Outcome";

interface Props {
  person: string;
  /** The number of the one that is shown. */
  shown: number | undefined;
  show: (number: number) => void;
  /** How many were filed here since; each asks anew. */
  filings: number;
}

/** What was filed of a person, the latest first. */
export function Filed({ person, shown, show, filings }: Props) {
  const answer = useAsked(ScreeningsFiledDocument, { person });
  const { again } = answer;
  useEffect(() => {
    if (filings > 0) again();
  }, [filings, again]);
  return (
    <section aria-label="Filed screenings" className="unprinted">
      <Title order={2} size="h4" mt="xl" mb="xs">
        Filed before
      </Title>
      <Answer of={answer} lines={2}>
        {({ screenings }) =>
          !screenings || screenings.length === 0 ? (
            <Text size="sm" c="dimmed">
              Never screened and filed. That says nothing of the person.
            </Text>
          ) : (
            <Stack component="ul" className="plain" gap="xs" maw={920}>
              {screenings.map((one) => (
                <Card key={one.number} component="li" withBorder padding="sm">
                  <Group justify="space-between" gap="xs" align="flex-start">
                    <Text size="sm" flex="1 1 240px" component="div" className="long">
                      <b>Number {one.number}</b>, {roleOf(one.screening.role)} for{" "}
                      {one.screening.company}: {one.purpose}
                      <Text size="xs" c="dimmed">
                        {dayOf(one.filedAt)}, by {one.filedBy}
                        {one.isStale && `. Must be done again: ${one.staleBecause ?? ""}`}
                      </Text>
                    </Text>
                    <Group gap="xs">
                      <Outcome outcome={one.outcome} />
                      <Button
                        size="compact-xs"
                        variant="default"
                        disabled={shown === one.number}
                        onClick={() => show(one.number)}
                        aria-label={`Show number ${one.number}`}
                      >
                        {shown === one.number ? "Shown" : "Show"}
                      </Button>
                    </Group>
                  </Group>
                </Card>
              ))}
            </Stack>
          )
        }
      </Answer>
    </section>
  );
}

const roleOf = (role: string): string =>
  ROLES.find(({ value }) => value === role)?.label.toLowerCase() ?? role;
