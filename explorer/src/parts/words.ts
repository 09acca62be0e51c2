// Figures, days and places as people read them.

const COUNT = new Intl.NumberFormat("en-US");
const USD = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  maximumFractionDigits: 0,
});
const LISTED = new Intl.ListFormat("en", { style: "long", type: "conjunction" });

export const count = (value: number): string => COUNT.format(value);

/** `1 paper`, `3 papers`. */
export const counted = (value: number, one: string, several = `${one}s`): string =>
  `${COUNT.format(value)} ${value === 1 ? one : several}`;

export const usd = (value: number | string): string => USD.format(Number(value));

export const share = (value: number): string => value.toFixed(2);

export const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** A change such as `+217 %`. */
export const signed = (change: number): string =>
  `${change > 0 ? "+" : change < 0 ? "−" : ""}${COUNT.format(Math.round(Math.abs(change) * 100))} %`;

export const listed = (parts: readonly string[]): string => LISTED.format(parts);

/** The specialty and place of a person, as far as they are known. */
export function placeOf(person: {
  specialty?: string | null;
  city?: string | null;
  state?: string | null;
}): string {
  const place = [person.city, person.state].filter(Boolean).join(", ");
  return [person.specialty, place].filter(Boolean).join(" · ") || "Specialty and place not known";
}

/** `CO_AUTHORED` and the like in words. */
export const unwrapped = (name: string): string =>
  name.charAt(0) + name.slice(1).toLowerCase().replaceAll("_", " ");

/** An address of the web; nothing where it is none, such as `javascript:`. */
export function webAddress(given: string | null | undefined): string | undefined {
  if (!given || !URL.canParse(given)) return undefined;
  return /^https?:$/.test(new URL(given).protocol) ? given : undefined;
}
