// A list as a CSV file that opens safely in a spreadsheet, by the rules of the server's own exports.
import { saveBlob } from "../asking/files";

const FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";
const SKIPPED = " \t\r\n\v\f\u00a0\u200b\u200e\u200f\u202a\u202d\u202e\ufeff";

export type Value = string | number | boolean | null | undefined;

/** A value as CSV has it: numbers as they are, and no text that a spreadsheet would run. */
export function cell(value: Value): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = value.replaceAll("\0", "");
  const begins = [...text].find((letter) => !SKIPPED.includes(letter)) ?? "";
  const isRun = (begins !== "" && FORMULA.includes(begins)) || /^[\t\r\n]/.test(text);
  const inert = isRun ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** RFC 4180: a head and rows, each ended by CR LF. */
export const csvOf = (head: readonly string[], rows: readonly (readonly Value[])[]): string =>
  [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** Saves rows as a CSV file, with its byte order mark for spreadsheets. */
export function saveCsv(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Value[])[],
): void {
  saveBlob(new Blob(["\uFEFF", csvOf(head, rows)], { type: "text/csv;charset=utf-8" }), name);
}
