import { expect, test } from "vitest";
import type { ChainFragment, ChainHopFragment } from "../../gql/graphql";
import { alternatives, heading, surprising, told } from "./saying";

const person = (name: string) => ({
  ...{ personId: name, name },
  ...{ specialty: null, city: null, state: null },
});

function hop(to: string, more: Partial<ChainHopFragment> = {}): ChainHopFragment {
  const none = { papers: 0, trials: 0, events: 0, speakingQuarters: 0, consultingQuarters: 0 };
  const others = { sharedYears: 0, patientYears: 0, committeeYears: 0, jointSessions: 0 };
  return {
    ...{ ...none, ...others, grantYears: 0, engagements: 0 },
    ...{ from: null, liaison: null, to: person(to), strength: 0.5, evidence: [], doubts: [] },
    ...more,
  } as unknown as ChainHopFragment;
}

function chain(names: string[], more: Partial<ChainFragment> = {}): ChainFragment {
  const introducer = names.length > 1 ? person(names.at(-2) ?? "") : null;
  const hops = names.map((name) => hop(name));
  return { to: person(names.at(-1) ?? ""), introducer, hops, ...more } as ChainFragment;
}

test("a tie is told by what it rests on and when it was seen last", () => {
  expect(told(hop("B", { papers: 6, trials: 1, lastOn: "2024-03-12" }))).toBe(
    "6 joint papers and 1 joint trial, the last on 12 Mar 2024",
  );
  expect(told(hop("B", { engagements: 1 }))).toBe("1 engagement held, without a day");
});

test("whom to ask is said by how far away the person is", () => {
  expect(heading(chain(["C"]))).toBe("You know C already");
  expect(heading(chain(["B", "C"]))).toBe("Ask B to introduce you to C");
  expect(heading(chain(["A", "B", "C"]))).toBe("Ask A to put you in touch with B, who knows C");
});

test("what is left is said, and that nothing is", () => {
  const other = { strength: 0.11, introducer: person("D") };
  expect(alternatives(chain(["B", "C"], { ifDeclined: other, withoutIndustry: other }))).toEqual([
    "If B declines, ask D (0.11).",
    "Without company ties: 0.11 through D.",
  ]);
  expect(alternatives(chain(["B", "C"]))).toEqual([
    "If B declines, no other chain is known.",
    "Without company ties nobody connects you.",
  ]);
});

test("how likely a chain is by chance is said in words, and nothing where it is not known", () => {
  expect(surprising(chain(["C"], { surprise: 10 }))).toContain("one in 1,024");
  expect(surprising(chain(["C"], { surprise: 0 }))).toContain("by chance");
  expect(surprising(chain(["C"], { surprise: null }))).toBeNull();
});
