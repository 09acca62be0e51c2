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
import { mayAsk, useMe } from "../../shell/me";
import { placeOf, type Asked, type STATE } from "./asking";
import styles from "./map.module.css";

interface Props {
  asked: Asked;
  change: Change<typeof STATE>;
  /** Of the state, and of the county. */
  name: string | undefined;
  county: string | undefined;
  isNobody: boolean;
}

/** The chosen place: its cities, and its people. */
export function Place({ asked, change, name, county, isNobody }: Props) {
  const { state, city, level } = asked;
  const named = namesOf(asked, name, county);
  const isPlaced = state !== undefined && state !== "none";
  return (
    <section className={styles.panel} aria-label="Place">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Title order={2} size="h5" className="long">
          <bdi>{named.join(", ") || "All places"}</bdi>
        </Title>
        {named.length > 0 && (
          <CloseButton
            aria-label={named.length > 1 ? `All of ${named.slice(1).join(", ")}` : "All places"}
            onClick={() =>
              change(
                city ? { city: undefined } : asked.county ? { county: undefined } : { state: undefined },
              )
            }
          />
        )}
      </Group>
      {!state && (
        <Text size="sm" c="dimmed" mb="xs">
          Choose a state on the map for its {level ? "counties and cities" : "cities"}.
        </Text>
      )}
      {isNobody ? (
        <Text size="sm" mt="md">
          Nobody here
        </Text>
      ) : (
        <>
          {isPlaced && <Cities asked={asked} change={change} />}
          <People asked={asked} />
        </>
      )}
    </section>
  );
}

/** The names of what is chosen, the smallest first. */
function namesOf({ state, county, city }: Asked, name = state, countyName = county): string[] {
  const ofCounty = county === "none" ? "No county known" : countyName;
  const ofState = state === "none" ? "No state known" : name;
  return [city, ofCounty, ofState].flatMap((one) => one ?? []);
}

function Cities({ asked, change }: Pick<Props, "asked" | "change">) {
  const cities = useAsked(MapCitiesDocument, { filter: placeOf({ ...asked, city: undefined } as Asked) });
  return (
    <Answer of={cities} lines={5}>
      {({ people: { groups, groupCount } }) => {
        const known = groups.flatMap(({ keys: [key], count: many }) =>
          key?.value ? [{ city: key.value, many }] : [],
        );
        if (known.length === 0) return null;
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
            <Onward asked={asked} />
          </Group>
        </>
      )}
    </Answer>
  );
}

/** The same people in other views, which know states and counties, but nothing of who is counted. */
function Onward({ asked }: { asked: Asked }) {
  const me = useMe();
  const { state, county, list, who } = asked;
  if (!state || [state, county].includes("none") || who) return null;
  return (
    <>
      {!list && !county && (
        <Anchor component={Link} size="sm" to="/" search={found(asked) as never}>
          As a search
        </Anchor>
      )}
      {mayAsk(me, "influencers") && (
        <Anchor component={Link} size="sm" to="/explore/lists" search={listed(asked) as never}>
          As a list
        </Anchor>
      )}
    </>
  );
}

const found = ({ state, specialty, topic }: Asked) => ({
  state: [state],
  ...(specialty ? { specialty } : {}),
  ...(topic ? { topic } : {}),
});

const listed = (asked: Asked) => ({
  ...found(asked),
  ...(asked.county ? { county: [asked.county] } : {}),
  ...(asked.list ? { segment: asked.list } : {}),
});
