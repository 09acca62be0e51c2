// Days, places in a ranking and names of the API as people read them.
import { onDay } from "../../parts/days";
import { count, counted } from "../../parts/words";

const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });
const ORDINAL = new Intl.PluralRules("en", { type: "ordinal" });
const ENDINGS: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };

/** A day only as precisely as it is known: `day`, `month`, `season` or `year`. */
export function asKnown(given: string | null | undefined, precision?: string | null): string | undefined {
  const time = Date.parse(given ?? "");
  if (Number.isNaN(time)) return undefined;
  if (precision === "year" || precision === "season") return String(new Date(time).getUTCFullYear());
  return precision === "month" ? MONTH.format(time) : onDay(given);
}

/** `12 Mar 2019 to 3 Jan 2024`, as far as the days are known. */
export function fromTo(from?: string | null, to?: string | null): string | undefined {
  const [first, last] = [onDay(from), onDay(to)];
  if (first && last) return first === last ? first : `${first} to ${last}`;
  if (first) return `since ${first}`;
  return last ? `until ${last}` : undefined;
}

/** `3rd`. */
export const ordinal = (place: number): string =>
  `${count(place)}${ENDINGS[ORDINAL.select(place)] ?? "th"}`;

interface Ranked {
  rank?: number | null;
  rankLow?: number | null;
  rankHigh?: number | null;
  ranked?: number | null;
}

/** `4th of 140`, and between which places it may lie. */
export function placeIn({ rank, rankLow, rankHigh, ranked }: Ranked): string | undefined {
  if (!rank) return undefined;
  const of = ranked ? ` of ${count(ranked)}` : "";
  const place = `${ordinal(rank)}${of}`;
  if (!rankLow || !rankHigh) return place;
  const isSure = rankLow === rank && rankHigh === rank;
  return `${place}, ${isSure ? "also" : `${ordinal(rankLow)} to ${ordinal(rankHigh)}`} when resampled`;
}

const NAMES: Record<string, string> = {
  cross_industry: "Work with companies",
  crossIndustry: "Work with companies",
  contact: "Contact investigator",
};

/** A name of the API, such as `principal_investigator`, in words. */
export function named(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])(\d)/g, "$1 $2")
    .replaceAll(/[_-]+/g, " ").toLowerCase();
  return NAMES[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a change of `0.12` a year is. */
export function change(value: number | null | undefined): string {
  if (value == null) return "not enough to say";
  const percent = Math.round(value * 100);
  return percent === 0 ? "no change a year" : `${percent > 0 ? "+" : "−"}${count(Math.abs(percent))} % a year`;
}

/** What joins two persons, as counts. */
export function joint(tie: { papers: number; trials: number; industryTrials?: number | null }): string {
  const ofCompanies = tie.industryTrials ?? 0;
  const led = ofCompanies === tie.trials ? "led by a company" : `${count(ofCompanies)} led by a company`;
  const trials = `${counted(tie.trials, "trial")}${ofCompanies > 0 ? ` (${led})` : ""}`;
  const parts = [tie.papers > 0 && counted(tie.papers, "paper"), tie.trials > 0 && trials];
  return parts.filter(Boolean).join(", ") || "no joint paper or trial";
}
