import { expect, test } from "vitest";
import { onALine } from "./timing";

const point = (day: string) => ({ key: day, day, says: day, isExpected: false });

test("points stand in the order of their days, and none upon another", () => {
  const { placed, now } = onALine(
    [point("2024-06-01"), point("2020-01-01"), point("2024-05-01")],
    "2025-01-01",
  );
  expect(placed.map(({ day }) => day)).toEqual(["2020-01-01", "2024-05-01", "2024-06-01"]);
  expect(placed[1]?.row).not.toBe(placed[2]?.row);
  expect(now).toBeGreaterThan(placed[2]?.at ?? 1);
});

test("a line without a point has today on it", () => {
  const { placed, now } = onALine([], "2025-07-01");
  expect(placed).toEqual([]);
  expect(now).toBeGreaterThan(0);
  expect(now).toBeLessThan(1);
});
