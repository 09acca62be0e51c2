import { expect, test } from "vitest";
import { csvOf } from "./csv";

test("what a spreadsheet would take for a formula is made inert, and quotes are doubled", () => {
  expect(csvOf(["name", "n"], [['=1+1,"x"', -2], ["+49", null], ["plain", 0]])).toBe(
    'name,n\r\n"\'=1+1,""x""",-2\r\n\'+49,\r\nplain,0\r\n',
  );
});
