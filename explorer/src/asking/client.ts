// How the page asks: only by the id of a document that the server knows, never by a text.
import {
  Client,
  cacheExchange,
  fetchExchange,
  type AnyVariables,
  type TypedDocumentNode,
} from "@urql/core";
import { ask } from "./server";

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
    fetch: (input, init = {}) => ask(input, init, (response) => response),
    fetchOptions: {
      headers: { accept: "application/graphql-response+json, application/json" },
    },
  });
}

/** How a change is asked for: what is begun is done, whether or not somebody waits. */
export const changing = {
  fetch: (input: RequestInfo | URL, init: RequestInit = {}) =>
    ask(input, init, (response) => response, { mayStop: false }),
};
