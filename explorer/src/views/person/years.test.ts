import { expect, test } from "vitest";
import { kindsOf, yearsOf } from "./years";

const groups = (...counts: [string | null, number][]) => ({
  groups: counts.map(([value, count]) => ({ count, keys: [{ value }] })),
});
const NONE = groups();

test("what happened is counted by year, and what has no year apart", () => {
  const works = { person: { papers: groups(["2020", 2], [null, 1]), trials: NONE, sessions: NONE } };
  const [papers] = kindsOf(works, undefined, undefined);
  expect(papers?.years.get(2020)).toBe(2);
  expect(papers?.undated).toBe(1);
});

test("what was not asked for is no kind, and years without anything stand between", () => {
  const works = { person: { papers: groups(["2020", 2]), trials: groups(["2023", 1]), sessions: NONE } };
  const kinds = kindsOf(works, undefined, undefined);
  expect(kinds.map(({ title }) => title)).toEqual(["Papers", "Trials started", "Congress roles"]);
  expect(yearsOf(kinds)).toEqual([2020, 2021, 2022, 2023]);
  expect(yearsOf([])).toEqual([]);
});
