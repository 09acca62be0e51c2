import { expect, test } from "vitest";
import { papersBy, paymentsBy, within } from "./narrowing";

test("a year is its days, and what is no year narrows nothing", () => {
  expect(within("2023")).toEqual({ gte: "2023-01-01", lte: "2023-12-31" });
  expect([within("20x3"), within(undefined)]).toEqual([undefined, undefined]);
});

test("papers are narrowed by year and topic, or not at all", () => {
  expect(papersBy({})).toBeNull();
  expect(papersBy({ topic: "Asthma" })).toEqual({ topics: { node: { name: { eq: "Asthma" } } } });
});

test("payments are narrowed to the group that was opened", () => {
  expect(paymentsBy("years", "2023")).toEqual({ programYear: { eq: 2023 } });
  expect(paymentsBy("families", "Company:acme")).toEqual({
    company: { node: { within: "acme" } },
  });
  expect(paymentsBy("natures", "none")).toEqual({ nature: { isNull: true } });
});
