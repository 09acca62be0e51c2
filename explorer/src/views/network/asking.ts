// How the drawing asks: one question after another, a few at a time, a list page by page.
import type { AnyVariables, Client } from "@urql/core";
import { byId, type Document } from "../../asking/client";
import { troubleOf, type Trouble } from "../../asking/trouble";

/** The rows of a page. */
export const PAGE = 100;
const AT_ONCE = 4;

/** Why a question was not answered. */
export class Refused extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble.message);
  }
}

/** The answer to one question; raises `Refused`. */
export async function answer<Data, Variables extends AnyVariables>(
  client: Client,
  document: Document<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const asked = byId(document) as Document<Data, AnyVariables>;
  const { data, error } = await client.query(asked, variables as AnyVariables).toPromise();
  if (error) throw new Refused(troubleOf(error));
  if (data === undefined) throw new Refused(offline);
  return data;
}

const offline: Trouble = {
  kind: "failed",
  message: "The server gave no answer.",
  request: null,
  after: null,
};

/** Do this for all, a few at a time. */
export async function each<Item>(items: Item[], work: (item: Item) => Promise<void>) {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Parts of a list, each no longer than `size`. */
export const parts = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );

interface Page {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  many: number;
}

/** Read pages of a list until so many rows are there; how many came, and how many there are. */
export async function walk(
  most: number,
  ask: (first: number, after: string | null) => Promise<Page | null>,
): Promise<{ here: number; all: number }> {
  let after: string | null = null;
  let here = 0;
  let all = 0;
  do {
    const page = await ask(Math.min(PAGE, most - here), after);
    if (!page) break;
    here += page.many;
    all = page.totalCount;
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after && here < most);
  return { here, all };
}
