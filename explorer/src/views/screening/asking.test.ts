import { expect, test } from "vitest";
import { inputOf, statesIn } from "./asking";

test("nothing is screened before person, role and company are given", () => {
  expect(inputOf({ person: "P1", role: "SPEAKER" })).toBeNull();
  expect(inputOf({ person: "P1", role: "SPEAKER", company: "c", rate: 300 })).toMatchObject({
    rateUsd: 300,
    hours: null,
  });
});

test("states are read as people type them", () => {
  expect(statesIn("il, NY;il")).toEqual(["IL", "NY"]);
  expect(statesIn("Illinois")).toBeUndefined();
});
