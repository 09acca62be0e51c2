import { Anchor, Button, CloseButton, Group, Text, Title, UnstyledButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { MapCitiesDocument, MapPeopleDocument, type MapPeopleQuery } from "../../gql/graphql";
import { usePages } from "../../asking/pages";
import { useAsked } from "../../asking/use";
import type { Change } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Person } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { count, counted } from "../../parts/words";
import { placeOf, type Asked, type STATE } from "./asking";
import type { Shape } from "./shapes";
import styles from "./map.module.css";

interface Props {
  asked: Asked;
  change: Change<typeof STATE>;
  names: Shape[] | null;
}

/** The chosen place: its cities, and its people. */
export function Place({ asked, change, names }: Props) {
  const { state, city } = asked;
  const name =
    state === "none"
      ? "No state known"
      : (names?.find(({ code }) => code === state)?.name ?? state ?? "All places");
  return (
    <section className={styles.panel} aria-label="Place">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={2} size="h5" className="long">
          {city ? `${city}, ${name}` : name}
        </Title>
        {(state || city) && (
          <CloseButton
            aria-label={city ? `All of ${name}` : "All places"}
            onClick={() => change(city ? { city: undefined } : { state: undefined })}
          />
        )}
      </Group>
      {!state && (
        <Text size="sm" c="dimmed" mb="xs">
          Choose a state on the map for its cities.
        </Text>
      )}
      {state && state !== "none" && <Cities asked={asked} change={change} />}
      <People asked={asked} />
    </section>
  );
}

function Cities({ asked, change }: Omit<Props, "names">) {
  const cities = useAsked(MapCitiesDocument, { filter: placeOf({ ...asked, city: undefined } as Asked) });
  return (
    <Answer of={cities} lines={5}>
      {({ people: { groups, groupCount } }) => {
        const known = groups.flatMap(({ keys: [key], count: many }) =>
          key?.value ? [{ city: key.value, many }] : [],
        );
        const most = Math.max(1, ...known.map(({ many }) => many));
        return (
          <>
            <Title order={3} size="h6" mb={4}>
              {known.length < groupCount && groupCount > 100
                ? `${count(known.length)} of ${counted(groupCount, "city", "cities")}`
                : counted(known.length, "city", "cities")}
            </Title>
            <ol className="plain">
              {known.map(({ city, many }) => (
                <li key={city}>
                  <UnstyledButton
                    className={styles.city}
                    aria-pressed={asked.city === city}
                    onClick={() => change({ city: asked.city === city ? undefined : city })}
                  >
                    <Text size="sm" className="long">
                      {city}
                    </Text>
                    <span className={styles.bar} aria-hidden>
                      <span style={{ width: `${(many / most) * 100}%` }} />
                    </span>
                    <Text size="sm" ta="end" className="figure">
                      {count(many)}
                    </Text>
                  </UnstyledButton>
                </li>
              ))}
            </ol>
          </>
        );
      }}
    </Answer>
  );
}

function People({ asked }: { asked: Asked }) {
  const pages = usePages(
    MapPeopleDocument,
    { filter: placeOf(asked) },
    (data: MapPeopleQuery) => data.people,
  );
  return (
    <Answer of={pages} lines={8}>
      {({ edges, totalCount }) => (
        <>
          <Title order={3} size="h6" mt="md" mb={4}>
            {totalCount === 0
              ? "Nobody here"
              : `${counted(totalCount, "person", "people")}, the most influential first`}
          </Title>
          <ol className="plain">
            {edges.map(({ node }) => (
              <li key={node.personId} className={styles.person}>
                <Group justify="space-between" wrap="nowrap" align="flex-start">
                  <div>
                    <Person person={node} />
                  </div>
                  {node.influence !== null && (
                    <Strength value={node.influence} of="Influence" width={40} />
                  )}
                </Group>
              </li>
            ))}
          </ol>
          <Group gap="sm" mt="xs">
            {pages.more && (
              <Button size="compact-sm" variant="default" onClick={pages.more} loading={pages.isAsking}>
                Show more
              </Button>
            )}
            {asked.state && asked.state !== "none" && !asked.who && !asked.list && (
              <Anchor component={Link} size="sm" to="/" search={found(asked) as never}>
                As a search
              </Anchor>
            )}
          </Group>
        </>
      )}
    </Answer>
  );
}

const found = ({ state, specialty, topic }: Asked) => ({
  state: [state],
  ...(specialty ? { specialty } : {}),
  ...(topic ? { topic } : {}),
});
