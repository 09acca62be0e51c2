import { Button, Grid, Group, SegmentedControl, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { MapSourcesDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { useAddress, type Change } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Head } from "../../parts/Head";
import { insideOf, STATE, type Asked } from "./asking";
import { Counted } from "./Counted";
import { isNobodyIn, useCounties, useShapes, useStates, type Both } from "./counting";
import { Filters } from "./Filters";
import { Place } from "./Place";
import { nameIn } from "./regions";
import { Missing, placesOf, Rests } from "./Sources";

type Changing = Change<typeof STATE>;

/** Where people practise: by state, in a state by county, and in each by city. */
export default function Map() {
  const [asked, change] = useAddress(STATE);
  const inside = insideOf(asked);
  const states = useStates(asked);
  const counties = useCounties(asked, inside);
  const shapes = { states: useShapes("states"), counties: useShapes({ counties: inside }) };
  const told = useAsked(MapSourcesDocument, {}).data?.sources;
  const of = placesOf(told ?? []);
  const isByCounty = asked.level === "county";
  const isKnown = Boolean(of.registry?.loadedAt && (!inside || of.census?.loadedAt));
  const name = nameIn(shapes.states, asked.state, states.data?.[0].groups);
  const county = nameIn(shapes.counties, asked.county, counties.data?.[0].groups);
  const common = {
    asked,
    isKnown,
    sort: (by: string, isUp: boolean) => change({ by, up: isUp ? "yes" : undefined }, { replace: true }),
  };
  const byState = ([all, who]: Both) => (
    <Counted
      {...{ ...common, all, who, shapes: shapes.states, chosen: asked.state }}
      level="state"
      choose={(state) => change({ state, county: undefined, city: undefined })}
    />
  );
  const inCounties = ([all, who]: Both) => (
    <Counted
      {...{ ...common, all, who, inside: name, shapes: shapes.counties, chosen: asked.county }}
      level="county"
      choose={(to) => change({ county: to, city: undefined })}
    />
  );
  return (
    <div className="wide">
      <Head title="Map" says="Where people practise, by state or by county; in each by city">
        <How asked={asked} change={change} />
      </Head>
      <Filters asked={asked} change={change} />
      {told && <Missing of={of} isByCounty={isByCounty} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          {isByCounty && <Out name={inside && name} change={change} />}
          <Answer key={inside ?? "states"} of={inside ? counties : states} lines={12}>
            {inside ? inCounties : byState}
          </Answer>
          <Rests of={of} isByCounty={isByCounty} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Place
            {...{ asked, change, name, county }}
            isNobody={
              isNobodyIn(asked.state, states.data?.[0]) || isNobodyIn(asked.county, counties.data?.[0])
            }
          />
        </Grid.Col>
      </Grid>
    </div>
  );
}

function How({ asked, change }: { asked: Asked; change: Changing }) {
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label="Counted by"
        value={asked.level ?? "state"}
        onChange={(to) =>
          change({ level: to === "county" ? "county" : undefined, county: undefined, by: undefined })
        }
        data={[
          { value: "state", label: "By state" },
          { value: "county", label: "By county" },
        ]}
      />
      <SegmentedControl
        size="xs"
        aria-label="Shown as"
        value={asked.twin ?? "map"}
        onChange={(to) => change({ twin: to === "table" ? "table" : undefined })}
        data={[
          { value: "map", label: "Map" },
          { value: "table", label: "Table" },
        ]}
      />
    </>
  );
}

/** The way into the counties of a state, and out again. */
function Out({ name, change }: { name: string | undefined; change: Changing }) {
  const button = useRef<HTMLButtonElement>(null);
  const wasOut = useRef(name === undefined);
  useEffect(() => {
    // The state that was chosen is no longer drawn: who went in by the keyboard goes on from here.
    if (name && wasOut.current && document.activeElement === document.body) button.current?.focus();
    wasOut.current = name === undefined;
  }, [name]);
  if (!name) {
    return (
      <Text size="sm" mb="xs">
        Choose a state to see its counties.
      </Text>
    );
  }
  return (
    <Group gap="xs" mb="xs">
      <Button
        ref={button}
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowLeft size={14} />}
        onClick={() => change({ state: undefined, county: undefined, city: undefined })}
      >
        All states
      </Button>
      <Text size="sm" fw={600} className="long">
        {name}
      </Text>
    </Group>
  );
}
