// Where days stand on a line of time.

export interface Point {
  key: string;
  day: string;
  says: string;
  isExpected: boolean;
}

export interface Placed extends Point {
  /** From the start of the line, 0 to 1. */
  at: number;
  /** The row of its words, so that none lie upon another. */
  row: number;
}

const YEAR = 365.25 * 86_400_000;
// What a label needs of the line.
const NEED = 0.17;

/** Points with their places on a line that begins and ends with a whole year, and its years. */
export function onALine(points: readonly Point[], today: string): { placed: Placed[]; years: [number, number][]; now: number } {
  const days = [...points.map(({ day }) => day), today].map((day) => Date.parse(day));
  const first = new Date(Math.min(...days) - YEAR / 4).getUTCFullYear();
  const last = new Date(Math.max(...days) + YEAR / 4).getUTCFullYear() + 1;
  const [start, end] = [Date.UTC(first, 0), Date.UTC(last, 0)];
  const at = (day: string) => (Date.parse(day) - start) / (end - start);
  const ends: number[] = [];
  const placed = [...points]
    .sort((a, b) => a.day.localeCompare(b.day))
    .map((point) => {
      const place = at(point.day);
      const free = ends.findIndex((taken) => taken <= place);
      const row = free === -1 ? ends.length : free;
      ends[row] = place + NEED;
      return { ...point, at: place, row };
    });
  const step = Math.max(1, Math.ceil((last - first) / 8));
  const years = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, place) => {
    const year = first + place * step;
    return [year, at(`${year}-01-01`)] as [number, number];
  });
  return { placed, years, now: at(today) };
}
