import { expect, test } from "vitest";
import type { Me } from "../../shell/me";
import { sectionsFor } from "./sections";
import { sightOf } from "./sight";

const me = (role: string, territory: string[], questions: string[]) =>
  ({ role, territory, questions, changes: [] }) as unknown as Me;
const LIAISON = me("liaison", ["IL"], ["influence", "rapport"]);

test("a viewer sees what is printed for everyone", () => {
  const viewer = me("viewer", [], ["person"]);
  expect(sightOf(viewer, { state: "IL" })).toBe("role");
  expect(sectionsFor(viewer, "role").map(({ id }) => id)).not.toContain("payments");
});

test("a liaison sees everything of the own territory alone", () => {
  expect(sightOf(LIAISON, { state: "IL" })).toBe("all");
  expect(sightOf(LIAISON, { state: "NY" })).toBe("territory");
  expect(sightOf(LIAISON, { state: null })).toBe("territory");
});

test("who may not read of touches has no such section", () => {
  const analyst = me("analyst", [], ["influence"]);
  const shown = sectionsFor(analyst, sightOf(analyst, { state: "IL" })).map(({ id }) => id);
  expect(shown).toContain("payments");
  expect(shown).not.toContain("relationship");
});
