import { List, Stack, Text, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { useAsked } from "../../asking/use";
import { PersonInfluenceDocument, type PersonInfluenceQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Strength } from "../../parts/Strength";
import { listed } from "../../parts/words";
import { onDay } from "../../parts/days";
import { Indicators } from "./Indicators";
import { Opener } from "./Opener";
import type { Of } from "./Person";
import { Reasons } from "./Reasons";
import { Nothing } from "./Records";
import { named, placeIn } from "./words";

const Trend = lazy(() => import("./Trend"));

/** Standing in five dimensions beside the cohort; each opens down to its records. */
export default function Influence(of: Of) {
  const { person, state, change } = of;
  const asked = useAsked(PersonInfluenceDocument, { id: person.personId });
  return (
    <>
      <Answer of={asked} lines={6}>
        {({ influence }) =>
          influence ? (
            <>
              <Text size="sm" c="dimmed" mb="xs" className="long">
                Beside {influence.cohort}, by records up to {onDay(influence.until)}. Scores are not
                added up to one.
              </Text>
              <Stack gap={2}>
                {influence.dimensions.map((one) => (
                  <Dimension
                    key={one.name}
                    dimension={one}
                    {...{ person, state, change }}
                  />
                ))}
              </Stack>
              {influence.uncovered.length > 0 && (
                <Text size="xs" c="dimmed" mt="xs" className="long">
                  Not covered, since no source of theirs is loaded, and never taken for zero:{" "}
                  {listed(influence.uncovered.map((one) => named(one).toLowerCase()))}.
                </Text>
              )}
              <How sentences={influence.sentences} />
            </>
          ) : (
            <Nothing>Nothing was concluded of this person yet: no source says enough.</Nothing>
          )
        }
      </Answer>
      <Reasons person={person} />
      <Title order={3} size="h5" mt="lg" mb={4}>
        Twelve quarters
      </Title>
      <Suspense>
        <Trend person={person} />
      </Suspense>
    </>
  );
}

type Shown = NonNullable<PersonInfluenceQuery["influence"]>["dimensions"][number];

function Dimension({
  dimension,
  person,
  state,
  change,
}: Pick<Of, "person" | "state" | "change"> & { dimension: Shown }) {
  const { name, score, isCovered } = dimension;
  const isOpen = state.dimension === name;
  return (
    <Opener
      isOpen={isOpen}
      toggle={() => change({ dimension: isOpen ? undefined : name, indicator: undefined })}
      name={<Text fw={600} size="sm">{named(name)}</Text>}
      figure={score == null ? <Text size="sm" c="dimmed">—</Text> : <Strength value={score} of={named(name)} width={120} />}
      says={saysOf(isCovered, score, dimension)}
    >
      <Indicators
        id={person.personId}
        dimension={dimension}
        opened={state.indicator}
        open={(indicator) => change({ dimension: name, indicator })}
      />
    </Opener>
  );
}

function saysOf(isCovered: boolean, score: number | null | undefined, dimension: Shown): string {
  if (!isCovered) return "Not covered: no source is loaded";
  if (score == null) return "No record: no source speaks of the person";
  return placeIn(dimension) ?? "Not ranked";
}

function How({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details>
      <Text component="summary" size="sm" mt="xs" c="dimmed">
        How these scores come about
      </Text>
      <List size="sm" mt={4} spacing={2}>
        {sentences.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
    </details>
  );
}
