// Starts GraphiQL on this server's own GraphQL endpoint. No inline script: the page's policy
// allows scripts from this server only.
import { questions } from "./questions.js";

const ENDPOINT = "/graphql/";
const LIBRARIES = {
  "react.production.min.js": "React",
  "react-dom.production.min.js": "ReactDOM",
  "graphiql.min.js": "GraphiQL",
};

// Two persons of whatever graph is served, so that the questions have answers on it.
async function pair() {
  const query = "{ influencers(first: 10) { nodes { personId } } }";
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const people = (await response.json()).data?.influencers.nodes ?? [];
  return { from: people[0]?.personId ?? "", to: people.at(-1)?.personId ?? "" };
}

function say(text) {
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = text;
  document.getElementById("explorer").replaceChildren(note);
}

async function start() {
  const missing = Object.keys(LIBRARIES).filter((file) => !(LIBRARIES[file] in window));
  if (missing.length > 0) {
    say(
      `The explorer cannot start: ${missing.join(", ")} could not be loaded. ` +
        "They are fetched when the server starts; start it once with network. " +
        "GraphQL itself answers at /graphql.",
    );
    return;
  }
  const { React, ReactDOM, GraphiQL } = window;
  const fetcher = GraphiQL.createFetcher({ url: ENDPOINT });
  const people = await pair().catch(() => ({ from: "", to: "" }));
  const defaultTabs = questions.map(({ query, variables }) => ({
    query,
    variables: variables && JSON.stringify(variables(people), null, 2),
  }));
  const explorer = React.createElement(GraphiQL, {
    fetcher,
    defaultTabs,
    isHeadersEditorEnabled: false,
    defaultEditorToolsVisibility: "variables",
  });
  ReactDOM.createRoot(document.getElementById("explorer")).render(explorer);
}

start();
