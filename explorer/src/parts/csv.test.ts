import { expect, test } from "vitest";
import { cell, csvOf } from "./csv";

test.each(["=1+1", "+1", "-1", "@sum", " =1", "\u200b=1", "\uff1d1", "\t=1"])(
  "a spreadsheet does not run %j",
  (given) => expect(cell(given).replace(/^"/, "").startsWith("'")).toBe(true),
);

test("numbers stay numbers, and commas, quotes and lines stay in their cell", () => {
  expect([cell(-1.5), cell(true), cell(null), cell("Smith, Jane"), cell('a "b"'), cell("a\nb")]).toEqual([
    "-1.5",
    "true",
    "",
    '"Smith, Jane"',
    '"a ""b"""',
    '"a\nb"',
  ]);
  expect(csvOf(["a"], [["x"], [2]])).toBe("a\r\nx\r\n2\r\n");
});
