import { Badge, Text } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { PersonCoverageDocument, type PersonCoverageQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { onDay } from "../../parts/days";
import type { Known, Of } from "./Person";
import { Plain } from "./Plain";
import { Items, Nothing } from "./Records";

type Row = NonNullable<PersonCoverageQuery["person"]>["coverage"][number];

/** Which sources speak of the person, which are silent, and which are not loaded. */
export default function Sources({ person, sight }: Of) {
  return sight === "all" ? <Covered id={person.personId} /> : <Speaking person={person} />;
}

const ORDER = ["speaks", "silent", "not loaded"];

function Covered({ id }: { id: string }) {
  const asked = useAsked(PersonCoverageDocument, { id });
  return (
    <Answer of={asked} lines={8}>
      {({ person }) => (
        <>
          <Text size="sm" c="dimmed" mb="xs">
            A silent source is loaded and names the person nowhere. Of one that is not loaded nothing
            is known.
          </Text>
          <Plain
            label="Coverage by source"
            rows={(person?.coverage ?? []).toSorted(
              (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.title.localeCompare(b.title),
            )}
            keyOf={({ name }) => name}
            columns={[
              { title: "Source", cell: ({ title }) => title },
              { title: "Of this person", cell: State },
              { title: "Loaded", cell: ({ loadedAt }) => onDay(loadedAt) ?? "–", isDay: true },
              { title: "Tells up to", cell: ({ toldUntil }) => onDay(toldUntil) ?? "–", isDay: true },
              { title: "Terms of use", cell: ({ licence }) => licence },
            ]}
          />
        </>
      )}
    </Answer>
  );
}

function State({ state }: Row) {
  return (
    <Badge
      size="sm"
      tt="none"
      variant={state === "not loaded" ? "outline" : "light"}
      color={state === "speaks" ? "peer" : "gray"}
    >
      {state}
    </Badge>
  );
}

function Speaking({ person }: { person: Known }) {
  if (person.sources.length === 0) return <Nothing>No source is named for this person.</Nothing>;
  return (
    <Items
      items={person.sources.map((one) => ({
        key: one.name,
        title: one.title,
        says: [one.snapshotOn && `loaded ${onDay(one.snapshotOn)}`],
      }))}
    />
  );
}
