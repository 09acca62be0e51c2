// The states of the map: the numbers of the Census Bureau, and the two letters of addresses.

const NUMBERS =
  "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY";

const PAIRS = NUMBERS.split(" ").map((pair) => [pair.slice(0, 2), pair.slice(2)] as const);

/** The letters of a state by its number. */
export const LETTERS: ReadonlyMap<string, string> = new Map(PAIRS);

/** The number of a state by its letters; the numbers of its counties begin with it. */
export const NUMBER: ReadonlyMap<string, string> = new Map(
  PAIRS.map(([number, letters]) => [letters, number]),
);

/** A county's name with what it is, from the name alone: as the Census Bureau's files say it. */
export function countyName(number: string, name: string): string {
  const state = number.slice(0, 2);
  if (state === "11" || state === "02") return name;
  if (Number(number.slice(2)) >= 510) return name.endsWith("City") ? name : `${name} city`;
  return `${name} ${state === "22" ? "Parish" : "County"}`;
}
