import { expect, test } from "vitest";
import type { ChainFragment } from "../../gql/graphql";
import { mailOf } from "./letter";

const person = (name: string) => ({ personId: name, name, specialty: null, city: null, state: null });
const none = {
  ...{ papers: 0, trials: 0, events: 0, speakingQuarters: 0, consultingQuarters: 0 },
  ...{ sharedYears: 0, patientYears: 0, committeeYears: 0, jointSessions: 0, grantYears: 0 },
  ...{ engagements: 0, evidence: [], lastOn: null },
};
const paper = { kind: "PAPER", record: "1", title: "On hearts.", happenedOn: "2024-05-01" };
const met = { ...none, liaison: { liaisonId: "MSL-03" }, from: null, to: person("B"), engagements: 2 };
const chain = {
  to: person("C"),
  introducer: person("B"),
  hops: [
    { ...met, lastOn: "2024-03-12" },
    {
      ...{ ...none, liaison: null, from: person("B"), to: person("C") },
      ...{ papers: 6, events: 9, patientYears: 2, evidence: [paper] },
    },
  ],
} as unknown as ChainFragment;

test("a mail says what is on record of joint work, and nothing of payments or patients", () => {
  const { subject, text } = mailOf(chain);
  expect(subject).toBe("An introduction to C");
  expect(text).toContain("We last met on 12 Mar 2024.");
  expect(text).toContain("You and C have 6 joint papers, the latest “On hearts” (2024).");
  expect(text).toContain("Would you introduce us?");
  expect(text).not.toMatch(/event|patient/);
});

test("what is not on record is not in the mail", () => {
  const [first, second] = chain.hops;
  const bare = { ...second, papers: 0, evidence: [] };
  const { text } = mailOf({ ...chain, hops: [{ ...first, lastOn: null }, bare] } as ChainFragment);
  expect(text).not.toMatch(/last met|joint|latest/);
});
