import { expect, test } from "vitest";
import type { ChainFragment } from "../../gql/graphql";
import { laidOut } from "./layout";

const chain = (...names: string[]): ChainFragment => {
  const [start = "", ...others] = names;
  const person = (name: string) => ({ personId: name, name });
  let from = start;
  const hops = others.map((name, place) => {
    const hop = {
      liaison: place === 0 ? { liaisonId: start } : null,
      from: place === 0 ? null : person(from),
      to: person(name),
      strength: 0.5,
    };
    from = name;
    return hop;
  });
  return { to: person(names.at(-1) ?? ""), hops } as unknown as ChainFragment;
};

test("a person of two chains is drawn once, behind all who come before", () => {
  const { spots, columns } = laidOut([chain("me", "A", "B", "Z"), chain("me", "C", "A", "Z")]);
  const column = Object.fromEntries(spots.map((spot) => [spot.name, spot.column]));
  expect(column).toEqual({ me: 0, C: 1, A: 2, B: 3, Z: 4 });
  expect(columns).toBe(5);
});

test("a direct tie beside a chain leads from the first column to the last", () => {
  const { spots, lines } = laidOut([chain("me", "Z"), chain("me", "A", "Z")]);
  expect(spots.find(({ name }) => name === "Z")?.column).toBe(2);
  expect(lines).toHaveLength(3);
});

test("nobody stands upon another, even where chains go in circles", () => {
  const { spots } = laidOut([chain("me", "A", "B", "Z"), chain("me", "B", "A", "Z")]);
  const places = spots.map(({ column, row }) => `${column} ${row}`);
  expect(new Set(places).size).toBe(places.length);
});
