// Days as people read them.
const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** `31 Jan 2025` of a day or a time; nothing where there is none. */
export function onDay(given: string | null | undefined): string | undefined {
  const time = Date.parse(given ?? "");
  return Number.isNaN(time) ? undefined : DAY.format(time);
}

/** `2024-03-12` as `12 Mar 2024`; what is no day is shown as it came. */
export const dayOf = (given: string | null | undefined): string =>
  onDay(given) ?? given ?? "day not known";

/** The year of a day, where one is known. */
export const yearOf = (given: string | null | undefined): string | null =>
  given ? given.slice(0, 4) : null;
