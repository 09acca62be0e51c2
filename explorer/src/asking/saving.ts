// Documents of the server, saved as files: a key travels in a header, so no plain link will do.
import { headers } from "./identity";
import type { Kind, Trouble } from "./trouble";

const LONGEST = 60_000;
const KINDS: Record<number, Kind> = { 401: "signIn", 403: "forbidden", 429: "busy", 400: "input" };

/** Fetches a document of this server and saves it under a name; what went wrong, if anything. */
export async function saveFile(address: string, name: string): Promise<Trouble | null> {
  try {
    const signal = AbortSignal.timeout(LONGEST);
    const answer = await fetch(address, { headers: headers(), signal });
    if (!answer.ok) return await refusal(answer);
    save(await answer.blob(), name);
    return null;
  } catch (error) {
    const isSlow = error instanceof DOMException && error.name === "TimeoutError";
    const message = isSlow ? "The document took too long." : "The server cannot be reached.";
    return { kind: isSlow ? "slow" : "offline", message, request: null, after: null };
  }
}

async function refusal(answer: Response): Promise<Trouble> {
  const said = (await answer.json().catch(() => null)) as { errors?: { message?: string }[] } | null;
  return {
    kind: KINDS[answer.status] ?? "failed",
    message: said?.errors?.[0]?.message ?? "The server could not make the document.",
    request: answer.headers.get("x-request-id"),
    after: Number(answer.headers.get("retry-after")) || null,
  };
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
