import { UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { Table, type Column } from "../../parts/Table";
import { count } from "../../parts/words";
import { WHO, type Asked } from "./asking";
import { fine, type Region, type Regions } from "./regions";

interface Props {
  regions: Regions;
  asked: Asked;
  choose: (state: string | undefined) => void;
  sort: (by: string, isUp: boolean) => void;
}

/** The map as a table. */
export function StatesTable({ regions, asked, choose, sort }: Props) {
  const columns = useMemo(() => columnsOf(asked, choose), [asked, choose]);
  return (
    <Table
      label="People by state"
      columns={columns}
      rows={[...regions.regions, ...regions.elsewhere]}
      keyOf={({ code }) => code}
      sort={{ by: asked.by ?? "many", isUp: asked.up === "yes" }}
      onSort={(to) => sort(to.by, to.isUp)}
      height={560}
    />
  );
}

function columnsOf(asked: Asked, choose: (state: string) => void): Column<Region>[] {
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
      title: "State",
      value: ({ name }) => name,
      cell: ({ code, name }) => (
        <UnstyledButton className="linked" onClick={() => choose(code)}>
          {name === code ? `${code} (not on the map)` : name}
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
