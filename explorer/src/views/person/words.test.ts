import { expect, test } from "vitest";
import { onDay } from "../../parts/days";
import { asKnown, change, fromTo, joint, named, ordinal, placeIn } from "./words";

test("days are read as precisely as they are known", () => {
  expect(onDay("2025-01-31")).toBe("31 Jan 2025");
  expect(onDay("2025-01-31T23:30:00+00:00")).toBe("31 Jan 2025");
  expect(onDay("soon")).toBeUndefined();
  expect(asKnown("2025-01-01", "month")).toBe("Jan 2025");
  expect(asKnown("2025-01-01", "year")).toBe("2025");
});

test("a span says which of its ends are known", () => {
  expect(fromTo("2020-01-01", null)).toBe("since 1 Jan 2020");
  expect(fromTo(null, "2020-01-01")).toBe("until 1 Jan 2020");
  expect(fromTo(null, null)).toBeUndefined();
  expect(fromTo("2020-01-01", "2020-01-01")).toBe("1 Jan 2020");
});

test("a place is said with its interval", () => {
  expect([1, 2, 3, 4, 11, 22, 1_003].map(ordinal)).toEqual([
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "22nd",
    "1,003rd",
  ]);
  expect(placeIn({ rank: 4, rankLow: 3, rankHigh: 9, ranked: 140 })).toBe(
    "4th of 140, 3rd to 9th when resampled",
  );
  expect(placeIn({ rank: 1, rankLow: 1, rankHigh: 1, ranked: 7 })).toBe("1st of 7, also when resampled");
  expect(placeIn({ rank: null })).toBeUndefined();
});

test("names of the API are words", () => {
  expect(named("PRINCIPAL_INVESTIGATOR")).toBe("Principal investigator");
  expect(named("cross_industry")).toBe("Work with companies");
  expect(named("PHASE3")).toBe("Phase 3");
});

test("what joins two persons is counted once", () => {
  expect(joint({ papers: 2, trials: 1, industryTrials: 1 })).toBe("2 papers, 1 trial (led by a company)");
  expect(joint({ papers: 0, trials: 3, industryTrials: 1 })).toBe("3 trials (1 led by a company)");
  expect(joint({ papers: 0, trials: 0 })).toBe("no joint paper or trial");
});

test("a change that is not known is no zero", () => {
  expect([change(null), change(0.004), change(-0.12)]).toEqual([
    "not enough to say",
    "no change a year",
    "−12 % a year",
  ]);
});
