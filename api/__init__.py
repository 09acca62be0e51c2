"""The graph, answered to people: GraphQL over HTTP."""
