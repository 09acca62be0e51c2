// Views that were kept by a name, in this browser alone: an address holds all of a view, so keeping
// the address keeps the view. To share one, send its link.
const NAME = "peerline.views";
const MOST = 50;
const LONGEST = 120;

export interface Kept {
  name: string;
  /** The address on this server, such as `/explore/lists?list=emerging`. */
  at: string;
}

/** The views that were kept, the latest first. */
export function keptViews(): Kept[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(read) ? read.filter(isKept).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keeps a view in place of the one of that name. */
export function keepView(name: string, at: string): void {
  const kept = { name: name.trim().slice(0, LONGEST), at };
  if (!isKept(kept)) return;
  write([kept, ...keptViews().filter((one) => one.name !== kept.name)].slice(0, MOST));
}

export function dropView(name: string): void {
  write(keptViews().filter((one) => one.name !== name));
}

function write(views: Kept[]): void {
  localStorage.setItem(NAME, JSON.stringify(views));
}

// Whatever stands there, it leads nowhere but to a view of this page.
function isKept(one: unknown): one is Kept {
  if (typeof one !== "object" || one === null) return false;
  const { name, at } = one as Partial<Kept>;
  if (typeof name !== "string" || typeof at !== "string" || !name) return false;
  return leadsToView(at);
}

/** Whether an address is one of a view of this page, and of nothing else. */
export const leadsToView = (at: string): boolean => /^\/(?:explore\/[a-z]+)?(?:\?|$)/.test(at);
