// What is asked for by the state of the search.
import type { FindQueryVariables } from "../../gql/graphql";
import { listOf, text, type State } from "../../parts/address";

export const STATE = {
  q: text,
  state: listOf(text),
  specialty: listOf(text),
  topic: text,
  institution: text,
  company: text,
};

export type Searched = State<typeof STATE>;

const NPI = /^\d{10}$/;
const ORCID = /^(\d{4}-?){3}\d{3}[\dXx]$/;

/** The number that was typed in place of a name; nothing where it is none. */
export function numberIn(typed: string): { npi: string } | { orcid: string } | null {
  const given = typed.trim();
  if (NPI.test(given)) return { npi: given };
  if (!ORCID.test(given)) return null;
  const digits = given.replaceAll("-", "").toUpperCase();
  return { orcid: digits.match(/.{4}/g)?.join("-") ?? digits };
}

/** The filter of the people; nothing where none narrows them. */
export function filterOf(searched: Searched): FindQueryVariables["filter"] {
  const parts = {
    ...(searched.state ? { state: { in: searched.state } } : {}),
    ...(searched.specialty ? { specialty: { in: searched.specialty } } : {}),
    ...(searched.topic ? { topic: searched.topic } : {}),
    ...(searched.institution ? { institution: searched.institution } : {}),
    ...(searched.company ? { paidBy: searched.company } : {}),
  };
  return Object.keys(parts).length > 0 ? parts : null;
}
