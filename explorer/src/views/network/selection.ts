// What is drawn, as the address says it.
import { day, flag, listOf, number, oneOf, text, type Reader, type State } from "../../parts/address";
import { EVERY, type Kind } from "./kinds";

/** The most persons by name that an address holds. */
export const LONGEST = 60;
/** The most persons that are drawn. */
export const CAP = 2_000;
export const STEP = 50;
export const MEMBERS = 200;

const one = text;
const some: Reader<string[]> = (given) =>
  Array.isArray(given) ? listOf(one, LONGEST)(given) : one(given) ? [String(given)] : undefined;

export const STATE = {
  id: some,
  circle: number(0, 1e9),
  institution: text,
  members: number(1, CAP),
  without: listOf(one, LONGEST * 2),
  kinds: listOf(oneOf(...EVERY), EVERY.length),
  least: number(0, 1),
  since: day,
  on: day,
  start: text,
  end: text,
  at: text,
  lit: number(-1, 1e9),
  as: oneOf("table", "ties"),
  met: flag,
  by: text,
  up: flag,
};

export type Selection = State<typeof STATE>;

/** A person who was put into the drawing, and how many of the strongest ties come along. */
export interface Chosen {
  id: string;
  ties: number;
}

/** `P12` with the first ties, `P12~100` with so many, `P12~0` alone. */
export function chosenOf(selection: Selection): Chosen[] {
  return (selection.id ?? []).map((written) => {
    const [id = "", many] = written.split("~");
    const ties = many === undefined ? STEP : Number(many);
    return { id, ties: Number.isInteger(ties) && ties >= 0 ? Math.min(ties, CAP) : STEP };
  });
}

const written = ({ id, ties }: Chosen): string => (ties === STEP ? id : `${id}~${ties}`);

/** The selection with so many ties of a person; nothing where an address could not hold it. */
export function withTies(selection: Selection, id: string, ties: number): Selection | undefined {
  const before = chosenOf(selection);
  const isIn = before.some((chosen) => chosen.id === id);
  if (!isIn && before.length >= LONGEST) return undefined;
  const after = isIn
    ? before.map((chosen) => (chosen.id === id ? { id, ties } : chosen))
    : [...before, { id, ties }];
  const without = selection.without?.filter((other) => other !== id);
  return { ...selection, id: after.map(written), ...(without ? { without } : {}) };
}

/** The selection without a person. */
export function withoutPerson(selection: Selection, id: string): Selection {
  const kept = chosenOf(selection).filter((chosen) => chosen.id !== id);
  return {
    ...selection,
    id: kept.map(written),
    without: [...(selection.without ?? []).filter((other) => other !== id), id].slice(
      -LONGEST * 2,
    ),
    ...(selection.start === id ? { start: undefined } : {}),
    ...(selection.end === id ? { end: undefined } : {}),
    ...(selection.at?.split("|").includes(id) ? { at: undefined } : {}),
  } as Selection;
}

/** The kinds of tie that are drawn; joint work where none is named. */
export const kindsOf = (selection: Selection): Kind[] => selection.kinds ?? ["work"];

/** Whether anything is to be drawn. */
export const isBegun = ({ id, circle, institution, start, end }: Selection): boolean =>
  Boolean(id?.length || circle !== undefined || institution || start || end);

/** The next number of ties after so many. */
export const more = (ties: number): number => (ties < 100 ? ties + STEP : ties + 100);
