import type { ReactNode } from "react";
import figures from "../../parts/figures.module.css";

export interface Column<Row> {
  title: string;
  cell: (row: Row) => ReactNode;
  isNumber?: boolean;
  /** Kept on one line. */
  isDay?: boolean;
}

interface Props<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

/** A short table, whole; where it is wider than the window it is scrolled. */
export function Plain<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    <div className={figures.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={figures.plain} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" data-number={isNumber || undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ title, isNumber, isDay, cell }) => (
                <td key={title} data-number={isNumber || undefined} data-day={isDay || undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
