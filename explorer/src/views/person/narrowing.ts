// What narrows the lists of works, as filters of the API.

/** The first and the last day of a year; nothing where it is none. */
export function within(year: string | undefined): { gte: string; lte: string } | undefined {
  return year && /^\d{4}$/.test(year) ? { gte: `${year}-01-01`, lte: `${year}-12-31` } : undefined;
}

/** The papers of a year and about a topic. */
export function papersBy({ year, topic }: { year?: string; topic?: string }) {
  const days = within(year);
  const parts = {
    ...(days ? { publishedOn: days } : {}),
    ...(topic ? { topics: { node: { name: { eq: topic } } } } : {}),
  };
  return Object.keys(parts).length > 0 ? parts : null;
}

export type By = "families" | "years" | "natures";

/** The group of what has no year, nature or company. */
export const UNSTATED = "none";

/** The payments of a group: a family of companies by its global id, a year, or a nature. */
export function paymentsBy(by: By, of: string) {
  if (of === UNSTATED) return by === "natures" ? { nature: { isNull: true } } : { companyId: { isNull: true } };
  if (by === "years") return { programYear: { eq: Number(of) } };
  if (by === "natures") return { nature: { eq: of } };
  return { company: { node: { within: of.replace(/^Company:/, "") } } };
}
