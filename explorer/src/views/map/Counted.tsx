import { Group, Skeleton, Text } from "@mantine/core";
import { useMemo } from "react";
import { Empty } from "../../parts/Empty";
import { count, counted } from "../../parts/words";
import { MEANT, WORDS, type Asked, type Level } from "./asking";
import type { People } from "./counting";
import { Drawing } from "./Drawing";
import { Legend } from "./Legend";
import { PlacesTable } from "./PlacesTable";
import { fine, regionsOf, stepsOf, type Regions } from "./regions";
import type { Shape } from "./shapes";

interface Props {
  all: People;
  who: People;
  asked: Asked;
  level: Level;
  /** The name of the state of which these are the counties. */
  inside?: string | undefined;
  shapes: Shape[] | null;
  isKnown: boolean;
  chosen: string | undefined;
  choose: (place: string | undefined) => void;
  sort: (by: string, isUp: boolean) => void;
}

/** People by place: drawn or as a table, and those of no known place. */
export function Counted(props: Props) {
  const { all, who, asked, level, inside, shapes, isKnown, choose } = props;
  const isShare = asked.as === "share";
  const regions = useMemo<Regions>(() => {
    const names = new Map((shapes ?? []).map(({ code, name }) => [code, name]));
    return regionsOf(names, who.groups, all.groups, isShare);
  }, [shapes, who, all, isShare]);
  const steps = useMemo(
    () => stepsOf(regions.regions.flatMap(({ value }) => value ?? [])),
    [regions],
  );
  const says = isShare ? fine : count;
  if (!shapes) return <Skeleton height={480} role="status" aria-label="Loading" />;
  if (who.totalCount === 0) {
    return <Empty title="Nobody is found">Take a filter out, or count other people.</Empty>;
  }
  const drawn = { steps, says, isKnown, level };
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs" role="status">
        {summary(who.totalCount, all.totalCount, asked)}
        {inside && ` in ${inside}`}
      </Text>
      {asked.twin === "table" ? (
        <PlacesTable regions={regions} {...props} />
      ) : (
        <>
          <Drawing
            {...drawn}
            label={inside ? `Map of the counties of ${inside}` : "Map of the states"}
            shapes={shapes}
            regions={regions.regions}
            chosen={props.chosen}
            choose={choose}
          />
          <Legend {...drawn} title={titleOf(asked)} />
        </>
      )}
      <Elsewhere regions={regions} level={level} choose={choose} />
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

interface ElsewhereProps {
  regions: Regions;
  level: Level;
  choose: (place: string) => void;
}

function Elsewhere({ regions: { unplaced, elsewhere }, level, choose }: ElsewhereProps) {
  const beyond = elsewhere.filter(({ many }) => many > 0);
  if (unplaced === 0 && beyond.length === 0) return null;
  return (
    <Group gap="xs" mt="xs">
      {unplaced > 0 && (
        <Text size="sm">
          <button type="button" className="linked" onClick={() => choose("none")}>
            {counted(unplaced, "person", "people")} without a known {WORDS[level].one}
          </button>
        </Text>
      )}
      {beyond.length > 0 && (
        <Text size="sm">
          Not on the map:{" "}
          {beyond.map(({ code, name, many }, at) => (
            <span key={code}>
              {at > 0 && ", "}
              <button type="button" className="linked" onClick={() => choose(code)}>
                <bdi>{name}</bdi> {count(many)}
              </button>
            </span>
          ))}
        </Text>
      )}
    </Group>
  );
}
