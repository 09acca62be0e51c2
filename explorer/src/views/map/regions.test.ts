import { expect, test } from "vitest";
import { baseOf, insideOf, placeOf, whoOf } from "./asking";
import { regionsOf, stepOf, stepsOf } from "./regions";
import { nextOf } from "./shapes";
import { countyName, LETTERS, NUMBER } from "./states";
import { stepIn, toldOf } from "./Drawing";

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
  expect(steps.map(({ from, to, places }) => [from, to, places])).toEqual([
    [1, 2, 2],
    [3, 4, 2],
    [5, 6, 2],
    [7, 8, 2],
    [9, 10, 2],
  ]);
  expect([stepOf(steps, 1), stepOf(steps, 4), stepOf(steps, 10)]).toEqual([0, 1, 4]);
  expect(stepsOf([5, 5, 5])).toEqual([{ from: 5, to: 5, places: 3 }]);
  expect(stepsOf([0, 0, 0, 0, 0, 0, 2]).map(({ from, places }) => [from, places])).toEqual([[0, 6], [2, 1]]);
  expect(stepIn(stepsOf([5, 5, 5]), 5)).toBe(4);
  expect(stepsOf([])).toEqual([]);
});

test("nobody here is not said where no source is loaded", () => {
  const region = { code: "TX", name: "Texas", many: 0, all: 0, value: null, isDrawn: true };
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

test("a group names its place; a county that is not drawn stands apart by its name", () => {
  const by = (number: string | null, name: string | null, count: number) => ({
    count,
    keys: [{ value: number }, { value: name }],
  });
  const given = [by("27053", "Hennepin County", 4), by("09110", "Capitol Region", 2), by(null, null, 3)];
  const drawn = new Map([["27053", "Hennepin"], ["27001", "Aitkin County"]]);
  const told = regionsOf(drawn, given, given, false);
  expect(told.regions.map(({ name, many }) => [name, many])).toEqual([
    ["Hennepin County", 4],
    ["Aitkin County", 0],
  ]);
  expect(told.elsewhere.map(({ name, isDrawn }) => [name, isDrawn])).toEqual([["Capitol Region", false]]);
  expect(told.unplaced).toBe(3);
});

test("counties are shown of a state that is drawn, where they are asked for", () => {
  expect(insideOf({ level: "county", state: "MN" })).toBe("MN");
  expect(insideOf({ state: "MN" })).toBeUndefined();
  expect([insideOf({ level: "county", state: "none" }), insideOf({ level: "county", state: "PR" })]).toEqual([
    undefined,
    undefined,
  ]);
  expect(placeOf({ state: "MN", county: "none" })).toMatchObject({ county: { isNull: true } });
});

test("a county's name says what it is", () => {
  expect(
    [["27053", "Hennepin"], ["22071", "Orleans"], ["51760", "Richmond"], ["32510", "Carson City"]].map(
      ([number = "", name = ""]) => countyName(number, name),
    ),
  ).toEqual(["Hennepin County", "Orleans Parish", "Richmond city", "Carson City"]);
});

test("arrow keys lead to what lies next, and nowhere beyond the edge", () => {
  const shape = (code: string, x: number, y: number) => ({
    code, name: code, label: code, path: "", middle: [x, y] as [number, number], isWide: true,
  });
  const shapes = [shape("a", 0, 0), shape("b", 10, 1), shape("c", 30, 0), shape("d", 1, 10)];
  expect([nextOf(shapes, "a", "ArrowRight"), nextOf(shapes, "b", "ArrowRight")]).toEqual(["b", "c"]);
  expect([nextOf(shapes, "a", "ArrowDown"), nextOf(shapes, "d", "ArrowUp")]).toEqual(["d", "a"]);
  expect([nextOf(shapes, "a", "ArrowUp"), nextOf(shapes, "a", "x")]).toEqual([undefined, undefined]);
});

test("every state and the District of Columbia has its letters", () => {
  expect(LETTERS.size).toBe(51);
  expect(NUMBER.size).toBe(51);
});
