import { expect, test } from "vitest";
import { baseOf, placeOf, whoOf } from "./asking";
import { regionsOf, stepOf, stepsOf } from "./regions";
import { LETTERS } from "./states";
import { stepIn, toldOf } from "./States";

const groups = (given: Record<string, number>) =>
  Object.entries(given).map(([value, count]) => ({ count, keys: [{ value: value || null }] }));
const NAMES = new Map([["TX", "Texas"], ["OH", "Ohio"], ["ME", "Maine"]]);

test("figures are told by state; elsewhere and unknown stand apart", () => {
  const told = regionsOf(NAMES, groups({ TX: 2, "": 3, PR: 1 }), groups({ TX: 8, OH: 4, "": 9, PR: 1 }), false);
  expect(told.regions.map(({ value }) => value)).toEqual([2, null, null]);
  expect([told.unplaced, told.elsewhere.map(({ code }) => code)]).toEqual([3, ["PR"]]);
});

test("a share is of those there: zero is none of them, and nobody there is no share", () => {
  const { regions } = regionsOf(NAMES, groups({ TX: 2 }), groups({ TX: 8, OH: 4 }), true);
  expect(regions.map(({ value }) => value)).toEqual([0.25, 0, null]);
});

test("steps hold about as many states each, and fewer where values are alike", () => {
  const steps = stepsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(steps.map(({ from, to, states }) => [from, to, states])).toEqual([
    [1, 2, 2],
    [3, 4, 2],
    [5, 6, 2],
    [7, 8, 2],
    [9, 10, 2],
  ]);
  expect([stepOf(steps, 1), stepOf(steps, 4), stepOf(steps, 10)]).toEqual([0, 1, 4]);
  expect(stepsOf([5, 5, 5])).toEqual([{ from: 5, to: 5, states: 3 }]);
  expect(stepIn(stepsOf([5, 5, 5]), 5)).toBe(4);
  expect(stepsOf([])).toEqual([]);
});

test("nobody here is not said where no source is loaded", () => {
  const region = { code: "TX", name: "Texas", many: 0, all: 0, value: null };
  expect([toldOf(region, String, true), toldOf(region, String, false)]).toEqual([
    "nobody here",
    "no source loaded",
  ]);
});

test("filters of who is counted, of all there, and of one place", () => {
  const asked = { specialty: ["Cardiology"], who: "emerging" as const, state: "none", city: "X" };
  expect(baseOf(asked)).toEqual({ specialty: { in: ["Cardiology"] } });
  expect(whoOf(asked)).toMatchObject({ emerging: { gte: 0.25 } });
  expect(placeOf(asked)).toMatchObject({ state: { isNull: true }, city: { eq: "X" } });
});

test("every state and the District of Columbia has its letters", () => {
  expect(LETTERS.size).toBe(51);
  expect(new Set(LETTERS.values()).size).toBe(51);
});
