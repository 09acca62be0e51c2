// What is screened, by the state of the view.
import type { ScreeningInput, ScreeningOutcome, ScreeningRole } from "../../gql/graphql";
import { listOf, number, oneOf, text, type Change, type State } from "../../parts/address";

export const ROLES: { value: ScreeningRole; label: string }[] = [
  { value: "SPEAKER", label: "Speaker" },
  { value: "ADVISER", label: "Adviser" },
  { value: "INVESTIGATOR", label: "Investigator" },
  { value: "AUTHOR", label: "Author" },
  { value: "ATTENDEE", label: "Attendee" },
];

export const STATE = {
  person: text,
  role: oneOf<ScreeningRole>(...ROLES.map(({ value }) => value)),
  company: text,
  states: listOf(text, 20),
  hours: number(0.1, 2_000),
  rate: number(0, 100_000),
  topic: text,
  /** The number of one that was filed. */
  filed: number(1, 2 ** 31 - 1),
};

export type Asked = State<typeof STATE>;
export type ToChange = Change<typeof STATE>;

/** The question; nothing while a part of it is not given. */
export function inputOf(asked: Asked): ScreeningInput | null {
  if (!asked.person || !asked.role || !asked.company) return null;
  return {
    person: asked.person,
    role: asked.role,
    company: asked.company,
    states: asked.states ?? null,
    hours: asked.hours ?? null,
    rateUsd: asked.rate ?? null,
    topic: asked.topic ?? null,
  };
}

/** States as they were typed, such as `il, ny`. */
export function statesIn(typed: string): string[] | undefined {
  const found = typed.toUpperCase().match(/\b[A-Z]{2}\b/g);
  return found ? [...new Set(found)] : undefined;
}

export const OUTCOMES: Record<ScreeningOutcome, { title: string; means: string; color: string; ink: string }> = {
  BLOCKED: {
    title: "Blocked",
    means: "Do not invite: a record forbids it.",
    color: "red",
    ink: "light-dark(#a51111, #ffa8a8)",
  },
  ATTENTION: {
    title: "Attention",
    means: "Somebody must look and decide before the invitation goes out.",
    color: "orange",
    ink: "light-dark(#8f3205, #ffc078)",
  },
  UNKNOWN: {
    title: "Unknown",
    means: "The records do not say. Ask the source; it is no yes.",
    color: "gray",
    ink: "light-dark(#40474d, #dee2e6)",
  },
  CLEAR: {
    title: "Clear",
    means: "Records say that it is in order.",
    color: "teal",
    ink: "light-dark(#045c41, #96f2d7)",
  },
};

const NAME = "peerline.inviter";

/** The company that invited last in this browser. */
export const lastInviter = (): string | undefined => localStorage.getItem(NAME) ?? undefined;

export const rememberInviter = (id: string): void => localStorage.setItem(NAME, id);
