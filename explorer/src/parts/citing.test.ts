import { expect, test } from "vitest";
import { aboutOf, Numbering, publicAddress } from "./citing";

test("a record has one number however often it is named", () => {
  const numbering = new Numbering();
  const [paper, trial] = [
    { kind: "Paper", record: "1" },
    { kind: "Trial", record: "NCT1" },
  ];
  expect(numbering.of([trial, paper])).toEqual([1, 2]);
  expect(numbering.of([paper, paper])).toEqual([2]);
  expect(numbering.records).toHaveLength(2);
});

test("only papers and trials have a public address, and only by a plain number", () => {
  expect(publicAddress({ kind: "Paper", record: "123" })).toBe(
    "https://pubmed.ncbi.nlm.nih.gov/123/",
  );
  expect(publicAddress({ kind: "Paper", record: "../x" })).toBeUndefined();
  expect(publicAddress({ kind: "Payment", record: "123" })).toBeUndefined();
});

test("an amount of zero is said, and one not known is not", () => {
  expect(aboutOf({ kind: "Payment", record: "7", amountUsd: 0 })).toContain("$0");
  expect(aboutOf({ kind: "Payment", record: "7", amountUsd: null })).not.toContain("$");
});
