import { expect, test } from "vitest";
import { day, listOf, number, oneOf, read, text } from "./address";

const READERS = {
  q: text,
  first: number(1, 100),
  on: day,
  by: oneOf("NAME", "STATE"),
  states: listOf(text, 3),
};

test("what an address says and a view knows is read", () => {
  const search = { q: "Smith", first: 20, on: "2025-01-31", by: "STATE", states: ["IL", "NY"] };
  expect(read(READERS, search)).toEqual(search);
});

test("a name of digits alone is a text", () => {
  expect(read(READERS, { q: 1234567890 })).toEqual({ q: "1234567890" });
});

test.each([
  { q: { $ne: null } },
  { q: "" },
  { q: true },
  { first: 0 },
  { first: "20" },
  { first: Number.NaN },
  { on: "2025-02-31T00:00" },
  { on: "yesterday" },
  { by: "__proto__" },
  { states: "IL" },
  { states: [] },
  { states: [null, {}] },
  { other: "q" },
])("what is absurd is left out: %j", (search) => {
  expect(read(READERS, search)).toEqual({});
});

test("a long text and a long list are cut", () => {
  const found = read(READERS, { q: "x".repeat(100_000), states: Array(9).fill("IL") });
  expect(found.q).toHaveLength(2_000);
  expect(found.states).toHaveLength(3);
});
