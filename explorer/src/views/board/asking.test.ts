import { expect, test } from "vitest";
import { variablesOf } from "./asking";

test("a board with nothing set takes in everybody", () => {
  expect(variablesOf({})).toMatchObject({ rule: null, seats: 8, topic: null });
});

test("simple filters become one rule, and limits become constraints", () => {
  const asked = variablesOf({ state: ["IL"], papers: 5, perSponsor: 2, exclude: ["P1"] });
  expect(asked.rule).toEqual({ state: { in: ["IL"] }, paperCount: { gte: 5 } });
  expect(asked.constraints).toMatchObject({ perSponsor: 2, exclude: ["P1"], include: null });
});
