import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { Table, type Column } from "../../parts/Table";
import { count } from "../../parts/words";
import { WHO, WORDS, type Asked, type Level } from "./asking";
import { fine, type Region, type Regions } from "./regions";

interface Props {
  regions: Regions;
  level: Level;
  asked: Asked;
  choose: (place: string | undefined) => void;
  sort: (by: string, isUp: boolean) => void;
}

/** The map as a table. */
export function PlacesTable({ regions, level, asked, choose, sort }: Props) {
  const columns = useMemo(() => columnsOf(level, asked, choose), [level, asked, choose]);
  return (
    <Table
      label={`People by ${WORDS[level].one}`}
      columns={columns}
      rows={[...regions.regions, ...regions.elsewhere]}
      keyOf={({ code }) => code}
      sort={{ by: asked.by ?? "many", isUp: asked.up === "yes" }}
      onSort={(to) => sort(to.by, to.isUp)}
      height={560}
    />
  );
}

function columnsOf(level: Level, asked: Asked, choose: (place: string) => void): Column<Region>[] {
  const counted: Column<Region> = {
    id: "many",
    title: asked.who ? WHO[asked.who] : WHO.everybody,
    isNumber: true,
    value: ({ many }) => many,
    cell: ({ many }) => (many === 0 ? "nobody" : count(many)),
  };
  return [
    {
      id: "name",
      title: WORDS[level].title,
      value: ({ name }) => name,
      cell: ({ code, name, isDrawn }) => (
        <UnstyledButton className="linked long" onClick={() => choose(code)}>
          <bdi>{name}</bdi>
          {!isDrawn && " (not on the map)"}
        </UnstyledButton>
      ),
    },
    counted,
    ...(asked.who
      ? [
          {
            id: "share",
            title: "Share of people there",
            isNumber: true,
            value: ({ many, all }: Region) => (all > 0 ? many / all : null),
            cell: ({ many, all }: Region) => (all > 0 ? fine(many / all) : "nobody here"),
          },
          {
            id: "all",
            title: "All people",
            isNumber: true,
            value: ({ all }: Region) => all,
            cell: ({ all }: Region) => (all === 0 ? "nobody" : count(all)),
          },
        ]
      : []),
  ];
}
