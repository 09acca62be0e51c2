import { expect, test } from "vitest";
import { filterOf, numberIn } from "./asking";

test("an NPI and an ORCID iD are known from names", () => {
  expect(numberIn(" 1234567893 ")).toEqual({ npi: "1234567893" });
  expect(numberIn("000000021825009x")).toEqual({ orcid: "0000-0002-1825-009X" });
  expect(numberIn("Smith J")).toBeNull();
  expect(numberIn("12345")).toBeNull();
});

test("what narrows a search is one filter, and none where nothing does", () => {
  expect(filterOf({ q: "Smith" })).toBeNull();
  expect(filterOf({ state: ["IL"], topic: "Asthma", company: "acme" })).toEqual({
    state: { in: ["IL"] },
    topic: "Asthma",
    paidBy: "acme",
  });
});
