import { Alert, Anchor, Badge, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsked } from "../../asking/use";
import { PersonScreeningsDocument, type PersonScreeningsQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { unwrapped } from "../../parts/words";
import { onDay } from "../../parts/days";
import { mayAsk, useMe } from "../../shell/me";
import { VIEWS } from "../../views";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Items, Nothing } from "./Records";
import { fromTo } from "./words";

const SCREEN = "/explore/screening";

const COLORS: Record<string, string> = {
  BLOCKED: "red",
  ATTENTION: "yellow",
  UNKNOWN: "gray",
  CLEAR: "green",
};

/** Screenings that were filed, and exclusions by the lists that are loaded. */
export default function Screening({ person }: Of) {
  const asked = useAsked(PersonScreeningsDocument, { id: person.personId });
  return (
    <Answer of={asked} lines={4}>
      {(data) => (
        <>
          <Filed screenings={data.screenings ?? []} id={person.personId} />
          <Title order={3} size="h5" mt="md" mb={4}>
            Exclusions
          </Title>
          <Exclusions found={data.person} />
        </>
      )}
    </Answer>
  );
}

function Filed({ screenings, id }: { screenings: NonNullable<PersonScreeningsQuery["screenings"]>; id: string }) {
  const me = useMe();
  if (screenings.length === 0) {
    return (
      <Nothing>
        Never screened: nothing is filed of this person.{" "}
        {mayAsk(me, "screening") && VIEWS.some(({ path }) => path === SCREEN) && (
          <Anchor component={Link} to={SCREEN} search={{ person: id } as never} inherit>
            Screen now
          </Anchor>
        )}
      </Nothing>
    );
  }
  return (
    <Items
      items={screenings.map((one) => ({
        key: String(one.number),
        title: (
          <>
            <Badge color={COLORS[one.outcome] ?? "gray"} variant="light" mr={6} tt="none">
              {unwrapped(one.outcome)}
            </Badge>
            {one.purpose}
          </>
        ),
        says: [
          `number ${one.number}`,
          `filed ${onDay(one.filedAt)} by ${one.filedBy}`,
          one.isStale ? `to be done again${one.staleBecause ? `: ${one.staleBecause}` : ""}` : "still stands",
        ],
      }))}
    />
  );
}

function Exclusions({ found }: { found: PersonScreeningsQuery["person"] }) {
  if (!found) return null;
  const lists = found.coverage.filter(({ name }) => name === "leie" || name === "sam");
  const loaded = lists.filter(({ state }) => state !== "not loaded");
  return (
    <>
      {found.exclusions.nodes.some(({ isCurrent }) => isCurrent) && (
        <Alert color="red" title="Excluded from federal programmes" mb="xs">
          Do not invite before somebody has looked.
        </Alert>
      )}
      <Items
        items={found.exclusions.nodes.map((one) => ({
          key: one.exclusionId,
          title: [one.agency, one.type].filter(Boolean).join(", ") || "Exclusion",
          says: [
            fromTo(one.excludedOn, one.reinstatedOn),
            one.isCurrent ? "in force" : "no longer in force",
            <Origin source={one.source} knownFrom={one.knownFrom} />,
          ],
        }))}
      />
      <Text size="sm" c="dimmed">
        {loaded.length === 0
          ? "No list of exclusions is loaded: nothing is known."
          : found.exclusions.totalCount === 0 &&
            `No entry in ${loaded.map(({ title, loadedAt }) => `${title} (loaded ${onDay(loadedAt) ?? "on a day not known"})`).join(" and ")}. That alone clears nobody.`}
      </Text>
      {loaded.length === 1 && lists.length === 2 && (
        <Text size="sm" c="dimmed">
          {lists.find(({ state }) => state === "not loaded")?.title}: not loaded.
        </Text>
      )}
    </>
  );
}
