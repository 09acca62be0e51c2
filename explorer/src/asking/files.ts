// Files of the server, saved on the own machine. A key travels in a header, never in an address.
import type { AnyVariables } from "@urql/core";
import { useCallback, useState } from "react";
import type { Document } from "./client";
import { ask } from "./server";
import { ofFailure, ofStatus, type Trouble } from "./trouble";

/** Saves the whole of a document's list, every page of it; what went wrong, if anything. */
export function saveList<Data, Variables extends AnyVariables>(
  document: Document<Data, Variables>,
  variables: Variables,
  format: "csv" | "graphml" | "ndjson",
  name: string,
): Promise<Trouble | null> {
  const { sha256 } = (document as unknown as { __meta__: { sha256: string } }).__meta__;
  const body = JSON.stringify({ documentId: sha256, variables, format });
  return save("/export", `${name}.${format}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  });
}

/** Saves what stands at an address of the server, such as a brief as PDF. */
export function saveFile(path: string, name: string): Promise<Trouble | null> {
  return save(path, name, {});
}

export interface Saving {
  /** Saves what is at an address of the server under a name. */
  save: (path: string, name: string) => Promise<void>;
  trouble: Trouble | null;
  isSaving: boolean;
}

/** Saves files of the server, and says how that goes. */
export function useSaving(): Saving {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isSaving, setSaving] = useState(false);
  const save = useCallback(async (path: string, name: string) => {
    setSaving(true);
    setTrouble(await saveFile(path, name));
    setSaving(false);
  }, []);
  return { save, trouble, isSaving };
}

/** An address with what stands behind `?`. */
export function addressOf(path: string, parts: Record<string, string | undefined>): string {
  const known = Object.entries(parts).filter((part): part is [string, string] => Boolean(part[1]));
  return `${path}?${new URLSearchParams(known)}`;
}

/** Saves a blob under a name. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = window.document.createElement("a");
  link.href = address;
  link.download = name.replace(/[^\p{L}\p{N}. -]+/gu, " ").trim();
  link.click();
  // The browser has begun to save by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function save(path: string, name: string, init: RequestInit): Promise<Trouble | null> {
  const read = async (response: Response) => {
    if (!response.ok) return ofStatus(response, await messageOf(response));
    saveBlob(await response.blob(), name);
    return null;
  };
  try {
    // A whole list may take its time.
    return await ask(path, init, read, { limit: null });
  } catch (failure) {
    return ofFailure(failure);
  }
}

async function messageOf(response: Response): Promise<string | undefined> {
  try {
    const told = (await response.json()) as { errors?: { message?: string }[] };
    return told.errors?.[0]?.message;
  } catch {
    return undefined;
  }
}
