// Days as people read them.
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** `2024-03-12` as `12 Mar 2024`; what is no day is shown as it came. */
export function dayOf(given: string | null | undefined): string {
  if (!given) return "day not known";
  const moment = Date.parse(given);
  return Number.isNaN(moment) ? given : DAY.format(moment);
}

/** The year of a day, where one is known. */
export const yearOf = (given: string | null | undefined): string | null =>
  given ? given.slice(0, 4) : null;
