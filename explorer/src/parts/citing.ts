// Statements and the records that they rest on, numbered as they come.
import { dayOf } from "./days";
import { usd } from "./words";

export interface CitedRecord {
  kind: string;
  record: string;
  title?: string | null | undefined;
  day?: string | null | undefined;
  source?: string | null | undefined;
  amountUsd?: number | null | undefined;
}

const PUBLIC: Record<string, (id: string) => string> = {
  Paper: (id) => `https://pubmed.ncbi.nlm.nih.gov/${id}/`,
  Trial: (id) => `https://clinicaltrials.gov/study/${id}`,
};
const NAMES: Record<string, string> = {
  Paper: "PMID",
  FiledScreening: "Screening",
  MedicareYear: "Medicare",
};

/** Where a record is public; nothing where it is not. */
export function publicAddress({ kind, record }: CitedRecord): string | undefined {
  return /^[\w.-]+$/.test(record) ? PUBLIC[kind]?.(record) : undefined;
}

/** What a record is called: its kind and its number. */
export const nameOf = ({ kind, record }: CitedRecord): string => `${NAMES[kind] ?? kind} ${record}`;

/** What is said of a record behind its title. */
export function aboutOf(record: CitedRecord): string {
  return [
    nameOf(record),
    record.day ? dayOf(record.day) : null,
    record.amountUsd === null || record.amountUsd === undefined ? null : usd(record.amountUsd),
    record.source ?? "source not stated",
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Numbers records as they are first named, from 1. */
export class Numbering {
  private readonly numbers = new Map<string, number>();
  readonly records: CitedRecord[] = [];

  /** The numbers of these records, each once, the lowest first. */
  of(records: readonly CitedRecord[]): number[] {
    const found = records.map((record) => {
      const name = `${record.kind}:${record.record}`;
      const known = this.numbers.get(name);
      if (known) return known;
      this.records.push(record);
      this.numbers.set(name, this.records.length);
      return this.records.length;
    });
    return [...new Set(found)].sort((a, b) => a - b);
  }
}
