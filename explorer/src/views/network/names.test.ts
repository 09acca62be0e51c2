import { expect, test } from "vitest";
import { apart, type Name } from "./names";

const name = (id: string, more: Partial<Name> = {}): Name => ({
  id,
  x: 100,
  y: 100,
  radius: 8,
  width: 90,
  side: "right",
  rank: 1,
  ...more,
});

test("of two names in one place the higher ranked is written", () => {
  expect([...apart([name("A"), name("B", { rank: 2 })])]).toEqual(["B"]);
});

test("names that lie apart, or on the other side, are all written", () => {
  const all = [name("A"), name("B", { y: 120 }), name("C", { side: "left" }), name("D", { x: 300 })];
  expect(apart(all).size).toBe(4);
  const stacked = [name("A", { side: "above" }), name("B", { side: "below" })];
  expect(apart(stacked).size).toBe(2);
});

test("a name reaches as far as it is wide", () => {
  expect(apart([name("A", { width: 300, rank: 2 }), name("B", { x: 300 })]).size).toBe(1);
});

test("of two thousand in rows few are written, and none over another", () => {
  const many = Array.from({ length: 2_000 }, (_, at) =>
    name(`P${at}`, { x: (at % 50) * 15, y: Math.floor(at / 50) * 15, rank: at }),
  );
  const kept = apart(many);
  expect(kept.size).toBeGreaterThan(20);
  expect(kept.size).toBeLessThanOrEqual(80);
});
