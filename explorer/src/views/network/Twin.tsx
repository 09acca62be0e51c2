import { Badge, Box, Group, UnstyledButton } from "@mantine/core";
import { useMemo } from "react";
import { Person } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { Table, type Column, type Sort } from "../../parts/Table";
import { count, share } from "../../parts/words";
import type { Acts } from "./acts";
import { toldOf, type Drawn, type Node, type Tie } from "./drawn";
import type { Selection } from "./selection";
import type { Shown } from "./use";
import styles from "./network.module.css";

interface Props {
  shown: Shown;
  selection: Selection;
  acts: Acts;
}

/** All that is drawn as tables: the persons, or the ties. */
export function Twin({ shown, selection, acts }: Props) {
  const { drawn } = shown;
  const isTies = selection.as === "ties";
  const by = selection.by ?? (isTies ? "strength" : "influence");
  const sort: Sort = { by, isUp: selection.up ?? false };
  const onSort = (to: Sort) => acts.change({ by: to.by, up: to.isUp || undefined }, { replace: true });
  const degree = useMemo(() => degreesOf(drawn), [drawn]);
  const persons = useMemo(() => personColumns(acts, degree), [acts, degree]);
  const ties = useMemo(() => tieColumns(acts, drawn), [acts, drawn]);
  const height = 640;
  if (isTies) {
    return (
      <Table
        label="Ties in the drawing"
        columns={ties}
        rows={[...drawn.ties.values()]}
        keyOf={({ key }) => key}
        sort={known(ties, sort, "strength")}
        onSort={onSort}
        height={height}
      />
    );
  }
  return (
    <Table
      label="Persons in the drawing"
      columns={persons}
      rows={[...drawn.nodes.values()]}
      keyOf={({ id }) => id}
      sort={known(persons, sort, "influence")}
      onSort={onSort}
      height={height}
    />
  );
}

/** The other table may have no such column. */
const known = <Row,>(columns: Column<Row>[], sort: Sort, first: string): Sort =>
  columns.some(({ id }) => id === sort.by) ? sort : { by: first, isUp: false };

function degreesOf({ ties }: Drawn): Map<string, number> {
  const degrees = new Map<string, number>();
  for (const { from, to } of ties.values()) {
    for (const id of [from, to]) degrees.set(id, (degrees.get(id) ?? 0) + 1);
  }
  return degrees;
}

const personColumns = (acts: Acts, degree: Map<string, number>): Column<Node>[] => [
  {
    id: "name",
    title: "Person",
    value: ({ name }) => name,
    cell: (node) =>
      node.isLiaison ? (
        node.name
      ) : (
        <Box miw={170}>
          <Person person={{ ...node, personId: node.id }} />
        </Box>
      ),
  },
  {
    id: "circle",
    title: "Circle",
    value: ({ circleName }) => circleName,
    cell: ({ circleName }) => <Box miw={150}>{circleName ?? "none"}</Box>,
  },
  {
    id: "influence",
    title: "Influence",
    isNumber: true,
    value: ({ influence }) => influence,
    cell: ({ influence }) => (influence === null ? "not known" : share(influence)),
  },
  {
    id: "drawn",
    title: "Ties drawn",
    isNumber: true,
    value: ({ id }) => degree.get(id) ?? 0,
    cell: ({ id }) => count(degree.get(id) ?? 0),
  },
  {
    id: "connector",
    title: "Connector",
    isNumber: true,
    value: ({ connector }) => connector,
    cell: ({ connector, isConnector }) =>
      connector === null ? (
        "not known"
      ) : isConnector ? (
        <Badge size="sm" variant="light" tt="none">
          ◆ yes
        </Badge>
      ) : (
        "no"
      ),
  },
  {
    id: "act",
    title: "Do",
    cell: (node) => (
      <Group gap={10} wrap="nowrap">
        <Act says="Choose" of={node.name} act={() => acts.choose(node.id)} />
        {!node.isLiaison && <Act says="Open" of={node.name} act={() => acts.open(node.id)} />}
        <Act says="Take out" of={node.name} act={() => acts.remove(node.id)} />
      </Group>
    ),
  },
];

function Act({ says, of, act }: { says: string; of: string; act: () => void }) {
  return (
    <UnstyledButton className={styles.act} onClick={act} aria-label={`${says}: ${of}`}>
      {says}
    </UnstyledButton>
  );
}

function tieColumns(acts: Acts, { nodes }: Drawn): Column<Tie>[] {
  const name = (id: string) => nodes.get(id)?.name ?? id;
  return [
    { id: "from", title: "Person", value: ({ from }) => name(from), cell: ({ from }) => <bdi>{name(from)}</bdi> },
    { id: "to", title: "Tied to", value: ({ to }) => name(to), cell: ({ to }) => <bdi>{name(to)}</bdi> },
    {
      id: "strength",
      title: "Strength",
      isNumber: true,
      value: ({ strength }) => strength,
      cell: ({ strength }) => <Strength value={strength} width={48} />,
    },
    { id: "by", title: "By", value: toldOf, cell: toldOf },
    {
      id: "lastOn",
      title: "Latest record",
      value: ({ lastOn }) => lastOn,
      cell: ({ lastOn }) => lastOn ?? "not known",
    },
    {
      id: "act",
      title: "Do",
      cell: ({ key, from, to }) => (
        <Act says="Records" of={`${name(from)} and ${name(to)}`} act={() => acts.choose(key)} />
      ),
    },
  ];
}
