import { expect, test } from "vitest";
import { narrowed, ruleOf } from "./rule";

test("a rule is read as a question writes it", () => {
  expect(ruleOf('{paperCount: {gte: 5} firstBy: {by: INFLUENCE, first: 10}}')).toEqual({
    rule: { paperCount: { gte: 5 }, firstBy: { by: "INFLUENCE", first: 10 } },
  });
});

test.each(["", "[1]", "5", "{state: {eq: $x}}", "{state:", "{a: 1} {b: 2}"])(
  "%j is refused with the place",
  (text) => expect(ruleOf(text)).toHaveProperty("problem"),
);

test("a rule is narrowed by place, specialty and topic", () => {
  const by = { states: ["IL"], specialties: [], topic: 'A "B"' };
  const text = narrowed("{isPhysician: true}", by);
  expect(ruleOf(text)).toEqual({
    rule: { and: [{ state: { in: ["IL"] } }, { topic: 'A "B"' }, { isPhysician: true }] },
  });
  expect(narrowed("{}", { states: [], specialties: [], topic: "" })).toBe("{}");
});
