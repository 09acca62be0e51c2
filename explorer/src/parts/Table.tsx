import { Box, Text, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import {
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_text,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, type ReactNode } from "react";
import { count } from "./words";
import styles from "./Table.module.css";

const features = tableFeatures({
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { text: sortFn_text },
});
const ROW = 44;

/** A column: how a row's cell looks, and by what it is sorted, where it can be. */
export interface Column<Row> {
  id: string;
  title: string;
  cell: (row: Row) => ReactNode;
  value?: (row: Row) => string | number | null | undefined;
  isNumber?: boolean;
  /** Pixels, at least. */
  width?: number;
}

export interface Sort {
  by: string;
  isUp: boolean;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Columns that are not shown, by id. */
  hidden?: string[] | undefined;
  /** How many rows there are on the server. */
  total?: number;
  more?: (() => void) | undefined;
  sort?: Sort | undefined;
  onSort?: (to: Sort) => void;
  /** Whether the rows come in the order of `sort` already. */
  isSorted?: boolean;
  height?: number;
}

/** A list of any length: only what is seen is drawn, and more is asked for as its end comes near. */
export function Table<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, hidden, sort, isSorted, height = 620 } = props;
  const definitions = useMemo(() => columns.map(definition), [columns]);
  const table = useTable({
    features,
    columns: definitions as ColumnDef<typeof features, Row & object>[],
    data: rows as (Row & object)[],
    getRowId: (row) => keyOf(row as Row),
    manualSorting: isSorted ?? false,
    enableSortingRemoval: false,
    state: {
      sorting: sort ? [{ id: sort.by, desc: !sort.isUp }] : [],
      columnVisibility: Object.fromEntries((hidden ?? []).map((id) => [id, false])),
    },
  });
  const shown = table.getRowModel().rows;
  const port = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => port.current,
    estimateSize: () => ROW,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
  });
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  const { more, total } = props;
  useEffect(() => {
    if (more && last >= shown.length - 10) more();
  }, [more, last, shown.length]);
  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const leaves = table.getVisibleLeafColumns();
  return (
    <>
      <Box
        ref={port}
        className={styles.port}
        mah={height}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        <table className={styles.table} aria-rowcount={total ?? shown.length} aria-label={label}>
          <thead>
            <tr>
              {leaves.map((column) => (
                <Header key={column.id} column={columnOf(columns, column.id)} {...props} />
              ))}
            </tr>
          </thead>
          <tbody>
            {above > 0 && <Gap height={above} span={leaves.length} />}
            {drawn.map((item) => {
              const row = shown[item.index];
              if (!row) return null;
              return (
                <tr
                  key={row.id}
                  ref={virtual.measureElement}
                  data-index={item.index}
                  aria-rowindex={item.index + 2}
                >
                  {leaves.map((column) => {
                    const { cell, isNumber, width } = columnOf(columns, column.id);
                    return (
                      <td
                        key={column.id}
                        data-number={isNumber || undefined}
                        style={width ? { minWidth: width } : undefined}
                      >
                        {cell(row.original as Row)}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
            {below > 0 && <Gap height={below} span={leaves.length} />}
          </tbody>
        </table>
      </Box>
      {total !== undefined && (
        <Text size="xs" c="dimmed" mt={6} role="status">
          {count(shown.length)} of {count(total)} read so far
        </Text>
      )}
    </>
  );
}

function definition<Row>(column: Column<Row>) {
  const { value } = column;
  return {
    id: column.id,
    header: column.title,
    accessorFn: (row: Row) => value?.(row) ?? undefined,
    enableSorting: value !== undefined,
    sortUndefined: "last" as const,
    ...(column.isNumber ? {} : { sortFn: "text" as const }),
  };
}

function columnOf<Row>(columns: Column<Row>[], id: string): Column<Row> {
  const found = columns.find((column) => column.id === id);
  if (!found) throw new Error(`There is no column ${id}.`);
  return found;
}

function Header<Row>({ column, sort, onSort }: Props<Row> & { column: Column<Row> }) {
  const isSorted = sort?.by === column.id;
  const Arrow = sort?.isUp ? IconArrowUp : IconArrowDown;
  const order = isSorted ? (sort.isUp ? "ascending" : "descending") : undefined;
  return (
    <th scope="col" aria-sort={order} data-number={column.isNumber || undefined}>
      {column.value && onSort ? (
        <UnstyledButton
          className={styles.sort}
          onClick={() => onSort({ by: column.id, isUp: isSorted ? !sort.isUp : !column.isNumber })}
        >
          {column.title}
          {isSorted && <Arrow size={14} aria-hidden />}
        </UnstyledButton>
      ) : (
        column.title
      )}
    </th>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={span} className={styles.gap} style={{ height }} />
    </tr>
  );
}
