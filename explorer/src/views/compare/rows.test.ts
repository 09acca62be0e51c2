import { expect, test } from "vitest";
import { placeOf, rowsOf } from "./rows";

test("a place is read out of the lists that run in parallel", () => {
  const personal = {
    influenceDimensions: ["clinical", "network"],
    influenceRanks: [4, 2],
    influenceRanksLow: [3, 2],
    influenceRanksHigh: [9, 2],
    influenceRanked: [140, 9],
  };
  expect(placeOf(personal, "clinical")).toBe("4th of 140, 3rd to 9th when resampled");
  expect(placeOf(personal, "digital")).toBeUndefined();
});

test("what is personal is no row for who may not ask it", () => {
  expect(rowsOf([], false).map(({ title }) => title)).toEqual(["Publication"]);
});
