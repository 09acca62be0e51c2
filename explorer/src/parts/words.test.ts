import { expect, test } from "vitest";
import { counted, placeOf, signed, unwrapped, usd, webAddress } from "./words";

test("figures are read with their nouns", () => {
  expect([counted(1, "paper"), counted(1200, "paper"), counted(0, "person", "people")]).toEqual([
    "1 paper",
    "1,200 papers",
    "0 people",
  ]);
  expect([usd(1234.4), usd("0")]).toEqual(["$1,234", "$0"]);
  expect([signed(2.17), signed(-0.104), signed(0)]).toEqual(["+217 %", "−10 %", "0 %"]);
  expect(unwrapped("NEW_EXCLUSION")).toBe("New exclusion");
});

test("what is not known of a place is not made up", () => {
  expect(placeOf({ specialty: "Cardiology", state: "IL" })).toBe("Cardiology · IL");
  expect(placeOf({ specialty: null })).toBe("Specialty and place not known");
});

test.each(["javascript:alert(1)", "data:text/html,x", "//example.org", "", "not an address", null])(
  "%j is no address of the web",
  (given) => expect(webAddress(given)).toBeUndefined(),
);

test("an address of the web is one", () => {
  expect(webAddress("https://example.org/a?b")).toBe("https://example.org/a?b");
});
