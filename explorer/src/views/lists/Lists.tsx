import { Box, Button, Checkbox, Popover, Stack, Tabs } from "@mantine/core";
import { IconColumns, IconDownload, IconScale } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { usePages } from "../../asking/pages";
import { saveList } from "../../asking/files";
import type { Trouble as Found } from "../../asking/trouble";
import type { ListInfluencersQuery } from "../../gql/graphql";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Table, type Column } from "../../parts/Table";
import { Trouble } from "../../parts/Trouble";
import { mayAsk, useMe } from "../../shell/me";
import { AddTo } from "./AddTo";
import { isSortable, LISTS, sortOf, STATE, variablesOf, type List, type Row } from "./asking";
import { COLUMNS, HIDDEN_AT_FIRST } from "./columns";
import { Filters } from "./Filters";

const MOST_COMPARED = 4;
type Page = ListInfluencersQuery["influencers"];

/** The lists of people: filtered, ordered, compared and taken away. */
export default function Lists() {
  const me = useMe();
  const [shown, change] = useAddress(STATE);
  const list: List = shown.list ?? "influencers";
  const { title, says, asks, document } = LISTS[list];
  const isWhole = mayAsk(me, "connectors");
  const variables = useMemo(
    () => ({ ...variablesOf(shown), concluded: isWhole }),
    [shown, isWhole],
  );
  const pages = usePages(document as typeof LISTS.influencers.document, variables, (data) =>
    Object.values(data)[0] as Page,
  );
  const columns = useColumns(list, shown.chosen ?? [], (chosen) => change({ chosen }));
  const [trouble, setTrouble] = useState<Found | null>(null);
  const hidden = toggled(HIDDEN_AT_FIRST, shown.without ?? []);
  return (
    <Box className="wide">
      <Head title={title} says={says}>
        <Columns
          columns={COLUMNS[list]}
          hidden={hidden}
          toggle={(id) => change({ without: toggled(shown.without ?? [], [id]) })}
        />
        <Compare chosen={shown.chosen ?? []} />
        {mayAsk(me, "pinToLevel") && (shown.chosen ?? []).length > 0 && (
          <AddTo chosen={shown.chosen ?? []} />
        )}
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={async () =>
            setTrouble(await saveList(document as never, variables as never, "csv", list))
          }
        >
          Save as CSV
        </Button>
      </Head>
      {trouble && <Trouble trouble={trouble} />}
      <Tabs value={list} onChange={(to) => change({ list: to as List, by: undefined })} mb="md">
        <Tabs.List>
          {Object.entries(LISTS)
            .filter(([, one]) => mayAsk(me, one.asks))
            .map(([name, one]) => (
              <Tabs.Tab key={name} value={name}>
                {one.title}
              </Tabs.Tab>
            ))}
        </Tabs.List>
      </Tabs>
      <Filters shown={shown} change={change} />
      {!mayAsk(me, asks) ? (
        <Empty title="Not for your role">Ask an analyst for this list.</Empty>
      ) : (
        <Answer of={pages} lines={10}>
          {({ edges, totalCount }) =>
            totalCount === 0 ? (
              <Empty title="Nobody is on this list">
                Take a filter out. Where no source is loaded, nothing is concluded.
              </Empty>
            ) : (
              <Table
                label={title}
                columns={columns}
                rows={edges.map(({ node }) => node as Row)}
                keyOf={(row) => row.personId}
                hidden={hidden}
                total={totalCount}
                more={pages.isAsking ? undefined : pages.more}
                sort={sortOf(shown)}
                onSort={({ by, isUp }) => change({ by, up: isUp || undefined })}
                isSorted
              />
            )
          }
        </Answer>
      )}
    </Box>
  );
}

/** The names with others put in where they are not there, and taken out where they are. */
function toggled(names: string[], others: string[]): string[] {
  const kept = names.filter((name) => !others.includes(name));
  return [...kept, ...others.filter((name) => !names.includes(name))];
}

function useColumns(
  list: List,
  chosen: string[],
  choose: (chosen: string[]) => void,
): Column<Row>[] {
  return useMemo(() => {
    const choice: Column<Row> = {
      id: "chosen",
      title: "",
      cell: (row) => (
        <Checkbox
          size="xs"
          aria-label={`Choose ${row.name}`}
          checked={chosen.includes(row.personId)}
          onChange={({ currentTarget }) =>
            choose(
              currentTarget.checked
                ? [...chosen, row.personId]
                : chosen.filter((one) => one !== row.personId),
            )
          }
        />
      ),
    };
    // What the server cannot order by is not offered.
    const known = COLUMNS[list].map(({ value, ...column }) =>
      value && isSortable(column.id) ? { ...column, value } : column,
    );
    return [choice, ...known];
  }, [list, chosen, choose]);
}

interface ColumnsProps {
  columns: Column<Row>[];
  hidden: string[];
  toggle: (id: string) => void;
}

function Columns({ columns, hidden, toggle }: ColumnsProps) {
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns
            .filter((column) => column.id !== "name")
            .map((column) => (
              <Checkbox
                key={column.id}
                label={column.title}
                checked={!hidden.includes(column.id)}
                onChange={() => toggle(column.id)}
              />
            ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Compare({ chosen }: { chosen: string[] }) {
  if (chosen.length < 2) return null;
  return (
    <Button
      component={Link}
      to="/explore/compare"
      search={{ ids: chosen.slice(0, MOST_COMPARED) } as never}
      variant="light"
      leftSection={<IconScale size={16} aria-hidden />}
    >
      Compare {Math.min(chosen.length, MOST_COMPARED)}
    </Button>
  );
}
