import { Alert, Grid, Group, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { MapSourcesDocument, MapStatesDocument, type MapStatesQuery } from "../../gql/graphql";
import { useAsked, type Asked as Answered } from "../../asking/use";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { count, counted } from "../../parts/words";
import { baseOf, MEANT, STATE, whoOf, type Asked } from "./asking";
import { Filters } from "./Filters";
import { Legend } from "./Legend";
import { Place } from "./Place";
import { fine, regionsOf, stepsOf, type Regions } from "./regions";
import { shapes, type Shape } from "./shapes";
import { States } from "./States";
import { StatesTable } from "./StatesTable";

/** Where people practise: by state, and in a state by city. */
export default function Map() {
  const [asked, change] = useAddress(STATE);
  const base = useAsked(MapStatesDocument, { filter: baseOf(asked) });
  const who = useAsked(MapStatesDocument, { filter: whoOf(asked) });
  const sources = useAsked(MapSourcesDocument, {});
  const drawn = useShapes();
  const isTable = asked.twin === "table";
  const registry = sources.data?.sources.find(({ name }) => name === "nppes");
  return (
    <div className="wide">
      <Head title="Map" says="Where people practise, by state; inside a state by city">
        <SegmentedControl
          size="xs"
          aria-label="Shown as"
          value={isTable ? "table" : "map"}
          onChange={(twin) => change({ twin: twin === "table" ? "table" : undefined })}
          data={[
            { value: "map", label: "Map" },
            { value: "table", label: "Table" },
          ]}
        />
      </Head>
      <Filters asked={asked} change={change} />
      {registry && !registry.loadedAt && (
        <Alert color="yellow" icon={<IconInfoCircle />} mb="md">
          No source of places is loaded: the registry of clinicians (NPPES) says where they practise.
          What is hatched below is not known.
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Answer of={both(base, who)} lines={12}>
            {([all, counted_]) => (
              <Counted
                all={all}
                who={counted_}
                asked={asked}
                shapes={drawn}
                isKnown={Boolean(registry?.loadedAt)}
                choose={(state) => change({ state, city: undefined })}
                sort={(by, isUp) => change({ by, up: isUp ? "yes" : undefined }, { replace: true })}
              />
            )}
          </Answer>
          {registry?.loadedAt && (
            <Text size="xs" c="dimmed" mt="sm">
              Place of practice by {registry.title}, loaded {registry.loadedAt.slice(0, 10)}. It gives
              city and state, and no county: so the map shows states, and inside one its cities.
            </Text>
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Place asked={asked} change={change} names={drawn} />
        </Grid.Col>
      </Grid>
    </div>
  );
}

type States_ = MapStatesQuery["people"];

/** Two answers as one: there where both are. */
function both(
  one: Answered<MapStatesQuery>,
  other: Answered<MapStatesQuery>,
): Answered<[States_, States_]> {
  return {
    data: one.data && other.data ? [one.data.people, other.data.people] : undefined,
    trouble: one.trouble ?? other.trouble,
    isAsking: one.isAsking || other.isAsking,
    again: () => {
      one.again();
      other.again();
    },
  };
}

function useShapes(): Shape[] | null {
  const [drawn, setDrawn] = useState<Shape[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    void shapes().then((made) => isWanted && setDrawn(made));
    return () => {
      isWanted = false;
    };
  }, []);
  return drawn;
}

interface CountedProps {
  all: States_;
  who: States_;
  asked: Asked;
  shapes: Shape[] | null;
  isKnown: boolean;
  choose: (state: string | undefined) => void;
  sort: (by: string, isUp: boolean) => void;
}

function Counted({ all, who, asked, shapes: drawn, isKnown, choose, sort }: CountedProps) {
  const isShare = asked.as === "share";
  const counted = useMemo<Regions>(() => {
    const names = new globalThis.Map((drawn ?? []).map(({ code, name }) => [code, name]));
    return regionsOf(names, who.groups, all.groups, isShare);
  }, [drawn, who, all, isShare]);
  const steps = useMemo(
    () => stepsOf(counted.regions.flatMap(({ value }) => value ?? [])),
    [counted],
  );
  const says = isShare ? fine : count;
  if (!drawn) return <Skeleton height={480} role="status" aria-label="Loading" />;
  if (who.totalCount === 0) {
    return <Empty title="Nobody is found">Take a filter out, or count other people.</Empty>;
  }
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {summary(who.totalCount, all.totalCount, asked)}
      </Text>
      {asked.twin === "table" ? (
        <StatesTable regions={counted} asked={asked} choose={choose} sort={sort} />
      ) : (
        <>
          <States
            shapes={drawn}
            regions={counted.regions}
            steps={steps}
            says={says}
            isKnown={isKnown}
            chosen={asked.state}
            choose={choose}
          />
          <Legend steps={steps} says={says} isKnown={isKnown} title={titleOf(asked)} />
        </>
      )}
      <Elsewhere regions={counted} choose={choose} />
    </>
  );
}

const titleOf = (asked: Asked): string =>
  `${MEANT[asked.who ?? "everybody"]}${asked.as === "share" ? ", as a share of the people there" : ""}`;

function summary(who: number, all: number, asked: Asked): string {
  const people = counted(all, "person", "people");
  if (!asked.who) return people;
  const says = asked.who === "influential" ? "in the top tenth" : "emerging";
  return `${count(who)} of ${people} ${says}`;
}

function Elsewhere({ regions, choose }: { regions: Regions; choose: (state: string) => void }) {
  const { unplaced, elsewhere } = regions;
  const beyond = elsewhere.filter(({ many }) => many > 0);
  if (unplaced === 0 && beyond.length === 0) return null;
  return (
    <Group gap="xs" mt="xs">
      {unplaced > 0 && (
        <Text size="sm">
          Of{" "}
          <button type="button" className="linked" onClick={() => choose("none")}>
            {counted(unplaced, "person", "people")}
          </button>{" "}
          no source says a state.
        </Text>
      )}
      {beyond.length > 0 && (
        <Text size="sm">
          Not on the map:{" "}
          {beyond.map(({ code, many }, at) => (
            <span key={code}>
              {at > 0 && ", "}
              <button type="button" className="linked" onClick={() => choose(code)}>
                {code} {count(many)}
              </button>
            </span>
          ))}
        </Text>
      )}
    </Group>
  );
}
