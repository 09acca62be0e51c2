import { expect, test } from "vitest";
import { isNarrowed, variablesOf } from "./asking";

test("a question with nothing left out asks all kinds, one chain per introducer", () => {
  const asked = variablesOf({ from: "Liaison:MSL-03", to: "P1" });
  expect(asked).toMatchObject({ from: ["Liaison:MSL-03"], to: ["P1"], first: 5, maxHops: 4 });
  expect(asked.kinds).toBeNull();
  expect(asked.filter).toMatchObject({ differentIntroducers: true, industryTies: true });
});

test("a kind that is left out is not asked for", () => {
  const asked = variablesOf({ from: "P1", to: "P2", withoutKinds: ["PAPER"] });
  expect(asked.kinds).toContain("TRIAL");
  expect(asked.kinds).not.toContain("PAPER");
});

test("the two ends and what is opened narrow nothing", () => {
  expect(isNarrowed({ from: "P1", to: "P2", hops: 6, chain: 2, records: "1.1" })).toBe(false);
  expect(isNarrowed({ from: "P1", to: "P2", on: "2023-12-31" })).toBe(true);
});
