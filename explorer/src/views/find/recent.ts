// What was searched for last, in this browser alone.
const NAME = "peerline.recent";
const MOST = 6;

export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function remember(typed: string): void {
  const kept = [typed, ...recent().filter((one) => one !== typed)].slice(0, MOST);
  localStorage.setItem(NAME, JSON.stringify(kept));
}

export function forget(): void {
  localStorage.removeItem(NAME);
}
