import { describe, expect, it } from "vitest";
import { becameOf, byChance, partOf, resultOf, saidOf, titleOf, type List, type Row } from "./words";

const part = (first: number, rose: number, unknown = 0) => ({
  first,
  rose,
  unknown,
  precision: null,
  lift: null,
});

const LIST: List = {
  id: "emerging-2020-0123456789ab.json",
  isWhole: true,
  fault: null,
  asOf: "2020-12-31",
  frozenAt: "2021-03-01T00:00:00Z",
  isInHindsight: false,
  outcome: "CITATIONS",
  sha256: "0".repeat(64),
  persons: 400,
  judgeableAfter: "2023-12-31",
  unjudged: null,
  judgement: {
    judgedAt: "2024-02-01T00:00:00Z",
    knownUntil: "2024-01-15",
    candidates: 400,
    risen: 20,
    base: 0.05,
    parts: [part(10, 6), part(100, 37), part(400, 20)],
  },
};

describe("a frozen list", () => {
  it("is told by its first hundred, beside chance", () => {
    expect(saidOf(LIST)).toBe("37 of the first 100 rose; by chance 5.");
    expect(titleOf(LIST)).toBe("End of 2020");
  });

  it("that is shorter is told whole", () => {
    const judgement = { ...LIST.judgement!, parts: [part(10, 6), part(40, 9)] };
    expect(partOf(judgement)?.first).toBe(40);
    expect(saidOf({ ...LIST, judgement })).toBe("9 of the first 40 rose; by chance 2.");
  });

  it("counts those of whom it is not known apart", () => {
    // 5 % of the 80 who are known are 4.
    expect(resultOf(part(100, 37, 20), 0.05)).toBe(
      "37 of the first 100 rose; by chance 4; of 20 it is not known",
    );
    expect(resultOf(part(10, 0, 10), 0.05)).toBe("Of none of the first 10 is it known");
    expect(byChance(part(10, 6), 0.05)).toBe("0.5");
    expect(byChance(part(10, 0), 0)).toBe("0");
  });

  it("that is not judged says why, and never zero", () => {
    const unjudged = "it can be judged after the end of 2023";
    expect(saidOf({ ...LIST, judgement: null, unjudged })).toBe(
      "Not known yet: it can be judged after the end of 2023.",
    );
  });

  it("that is not whole is told by its file", () => {
    expect(titleOf({ ...LIST, isWhole: false, asOf: null })).toBe(LIST.id);
  });
});

describe("what became of a person", () => {
  const row: Row = { place: 1, chance: 0.5, rose: null, unknown: null, node: null };
  it("is said in words, and what is not known with its reason", () => {
    expect(becameOf({ ...row, rose: true })).toBe("Rose");
    expect(becameOf({ ...row, rose: false })).toBe("Did not rise");
    expect(becameOf(row)).toBe("Not known yet");
    expect(becameOf({ ...row, unknown: "no paper is known" })).toBe("Not known: no paper is known");
  });
});
