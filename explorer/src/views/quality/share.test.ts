import { expect, test } from "vitest";
import { shareOf } from "./share";

test("few refused are told from none, and what was never loaded has no share", () => {
  const loadedAt = "2025-01-01T00:00:00Z";
  expect(shareOf({ records: 100_000, rejects: 1, loadedAt })).toBe("< 0.1");
  expect(shareOf({ records: 2_500, rejects: 547, loadedAt })).toBe("219");
  expect(shareOf({ records: 10, rejects: 0, loadedAt })).toBe("0.0");
  expect(shareOf({ records: 0, rejects: 0, loadedAt: null })).toBe("–");
});
