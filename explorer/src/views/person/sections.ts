// The sections of a person's view: what they are called, and what one must be allowed to read them.
import type { Me } from "../../shell/me";
import { mayAsk } from "../../shell/me";
import type { Sight } from "./sight";

export const SECTIONS = [
  { id: "influence", title: "Influence", needs: "person" },
  { id: "years", title: "By year", needs: "nothing" },
  { id: "papers", title: "Papers", needs: "nothing" },
  { id: "trials", title: "Trials", needs: "nothing" },
  { id: "grants", title: "Grants", needs: "nothing" },
  { id: "congresses", title: "Congresses", needs: "nothing" },
  { id: "positions", title: "Positions", needs: "nothing" },
  { id: "practice", title: "Practice", needs: "person" },
  { id: "payments", title: "Payments", needs: "person" },
  { id: "ties", title: "Ties", needs: "person" },
  { id: "screening", title: "Screening", needs: "person" },
  { id: "relationship", title: "Relationship", needs: "touches" },
  { id: "sources", title: "Sources", needs: "nothing" },
] as const;

export type Part = (typeof SECTIONS)[number]["id"];
export const PARTS = SECTIONS.map(({ id }) => id);

/** The sections that the caller may read of a person. */
export function sectionsFor(me: Me, sight: Sight) {
  return SECTIONS.filter(
    ({ needs }) =>
      needs === "nothing" ||
      (sight === "all" && (needs === "person" || mayAsk(me, "rapport"))),
  );
}
