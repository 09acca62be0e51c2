// How much of a source was refused.
interface Counted {
  records: number;
  rejects: number;
  loadedAt?: string | null;
}

/** Refused for each 1,000 records, as read; a dash where nothing was read. */
export function shareOf({ records, rejects, loadedAt }: Counted): string {
  if (!loadedAt || records === 0) return "–";
  const share = (1000 * rejects) / records;
  return share > 0 && share < 0.1 ? "< 0.1" : share.toFixed(share < 10 ? 1 : 0);
}
