// A list as a CSV file that opens safely in a spreadsheet.
import { keep } from "../asking/document";

// What begins a formula, wide forms too, and what spreadsheets skip before it.
const FORMULA = /^[\s\u200b\u200e\u200f\u202a\u202d\u202e\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

type Cell = string | number | null | undefined;

/** Rows as CSV. A text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [heads, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

/** Saves rows as a CSV file, with its byte order mark for spreadsheets. */
export function saveCsv(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  keep(new Blob(["\uFEFF", csvOf(heads, rows)], { type: "text/csv;charset=utf-8" }), name);
}

function cellOf(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const inert = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
