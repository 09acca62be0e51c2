// How the page asks: only by the id of a document that the server knows, never by a text.
import {
  Client,
  cacheExchange,
  fetchExchange,
  type AnyVariables,
  type TypedDocumentNode,
} from "@urql/core";
import { headers } from "./identity";

const LONGEST = 60_000;

/** A document as the generator writes it: its id alone. */
export type Document<Data, Variables> = TypedDocumentNode<Data, Variables>;

const requests = new WeakMap<object, object>();

/** The same document as urql sends by its id. */
export function byId<Data, Variables extends AnyVariables>(
  document: Document<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  const known = requests.get(document);
  if (known) return known as TypedDocumentNode<Data, Variables>;
  const { sha256 } = (document as unknown as { __meta__: { sha256: string } }).__meta__;
  const made = { kind: "Document", definitions: [], documentId: sha256 };
  requests.set(document, made);
  return made as unknown as TypedDocumentNode<Data, Variables>;
}

/** A client whose answers are remembered until it is dropped. */
export function client(): Client {
  return new Client({
    url: "/graphql",
    exchanges: [cacheExchange, fetchExchange],
    preferGetMethod: false,
    fetch: (input, init) => {
      const limit = AbortSignal.timeout(LONGEST);
      const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
      return fetch(input, { ...init, signal });
    },
    fetchOptions: () => ({
      headers: { accept: "application/graphql-response+json, application/json", ...headers() },
    }),
  });
}
