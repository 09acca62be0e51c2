import { expect, test } from "vitest";
import { read } from "../../parts/address";
import { chosenOf, isBegun, LONGEST, more, STATE, withoutPerson, withTies } from "./selection";
import { quarters } from "./Time";
import { askedOf } from "./use";

test("one id or several begin a drawing, each with so many ties", () => {
  expect(chosenOf(read(STATE, { id: "P1" }))).toEqual([{ id: "P1", ties: 50 }]);
  expect(chosenOf(read(STATE, { id: ["P1", "P2~150", "P3~0", "P4~x"] }))).toEqual([
    { id: "P1", ties: 50 },
    { id: "P2", ties: 150 },
    { id: "P3", ties: 0 },
    { id: "P4", ties: 50 },
  ]);
  expect([isBegun({}), isBegun({ circle: 0 }), isBegun({ end: "P1" })]).toEqual([false, true, true]);
});

test("more ties of a person change the number alone, and bring back who was taken out", () => {
  const before = { id: ["P1", "P2"], without: ["P3"] };
  expect(withTies(before, "P2", 100)?.id).toEqual(["P1", "P2~100"]);
  expect(withTies(before, "P3", 50)).toEqual({ id: ["P1", "P2", "P3"], without: [] });
  expect([more(50), more(100), more(200)]).toEqual([100, 200, 300]);
});

test("an address that is full takes nobody more", () => {
  const full = { id: Array.from({ length: LONGEST }, (_, at) => `P${at}`) };
  expect(withTies(full, "Q", 50)).toBeUndefined();
  expect(withTies(full, "P0", 100)?.id?.[0]).toBe("P0~100");
});

test("who is taken out is no end, and nobody's choice, any more", () => {
  const before = { id: ["P1", "P2~100"], start: "P1", end: "P2", at: "P2|P3" };
  expect(withoutPerson(before, "P2")).toEqual({
    id: ["P1"],
    without: ["P2"],
    start: "P1",
    end: undefined,
    at: undefined,
  });
});

test("what is chosen or lit needs no new asking", () => {
  expect(askedOf({ id: ["P1"], at: "P2", lit: 3, as: "table", by: "name", up: true })).toBe(
    askedOf({ id: ["P1"] }),
  );
  expect(askedOf({ id: ["P1"], least: 0.5 })).not.toBe(askedOf({ id: ["P1"] }));
});

test("the slider ends with the last whole quarter before today", () => {
  const days = quarters(new Date("2026-02-10T00:00:00Z"), 2);
  expect([days.length, days[0], days.at(-1)]).toEqual([8, "2024-03-31", "2025-12-31"]);
});
