// Fetches a document of the server, such as a PDF, as the one who asks, and saves it.
import { useCallback, useState } from "react";
import { headers } from "./identity";
import { troubleOfResponse, type Trouble } from "./trouble";

const LONGEST = 60_000;

export interface Saving {
  /** Fetch what is at an address of this server, and save it under a name. */
  save: (address: string, name: string) => Promise<void>;
  trouble: Trouble | null;
  isSaving: boolean;
}

/** Saves documents of the server. A key travels in a header, so a link alone would not do. */
export function useSaving(): Saving {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = useCallback(async (address: string, name: string) => {
    setSaving(true);
    setTrouble(null);
    try {
      const signal = AbortSignal.timeout(LONGEST);
      const response = await fetch(address, { headers: headers(), signal });
      if (response.ok) keep(await response.blob(), name);
      else setTrouble(await troubleOfResponse(response));
    } catch (error) {
      setTrouble(await troubleOfResponse(error instanceof Error ? error : null));
    }
    setSaving(false);
  }, []);
  return { save, trouble, isSaving };
}

/** An address with what stands behind `?`. */
export function addressOf(path: string, parts: Record<string, string | undefined>): string {
  const known = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  return `${path}?${new URLSearchParams(known)}`;
}

/** Saves a file of the page's own making. */
export function keep(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name.replace(/[^\p{L}\p{N}. -]+/gu, " ").trim();
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
