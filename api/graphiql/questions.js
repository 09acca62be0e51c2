// Worked questions, one tab each. `variables` gets two persons of the graph that is served; the
// tests check every query against the schema.
export const questions = [
  {
    query: `# Who is this person, and why is each paper held to be theirs?
query Person($id: String!) {
  person(id: $id) {
    name
    specialty
    city
    state
    isPhysician
    sources
    paperCount
    papers(first: 5) {
      totalCount
      edges {
        printedAs
        identityScore
        identityReasons
        node {
          title
          publishedOn
          url
        }
      }
    }
  }
}
`,
    variables: ({ from }) => ({ id: from }),
  },
  {
    query: `# Who publishes on a topic, and where? Ask for the next page with its endCursor as \`after\`.
query People($filter: PersonFilter, $after: String) {
  people(filter: $filter, first: 10, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      personId
      name
      npi
      specialty
      state
      paperCount
      influence
    }
  }
}
`,
    variables: () => ({ filter: { topic: "Cardiovascular Diseases", physicians: true }, after: null }),
  },
  {
    query: `# Who connects me to this physician, and why should I believe it?
query Introductions($from: String!, $to: String!) {
  introductions(from: $from, to: $to, first: 3) {
    strength
    weakest
    introducer {
      name
      specialty
    }
    hops {
      from { name }
      to { name }
      strength
      reasons
      evidenceCount
      evidence {
        kind
        record
        title
        happenedOn
        identityScore
        reasons
        url
      }
    }
  }
}
`,
    variables: ({ from, to }) => ({ from, to }),
  },
  {
    query: `# Who stands high in the network of ties, and what does the number rest on?
query Influencers {
  influencers(first: 10) {
    nodes {
      personId
      name
      specialty
      state
      influence
      influenceReasons
      tieCount
    }
  }
}
`,
  },
  {
    query: `# Who joins which circles, and how fresh is what we know?
query Network {
  connectors(first: 5) {
    nodes {
      name
      connector
      circlesJoined
      connectorReasons
    }
  }
  communities(first: 5) {
    nodes {
      number
      size
      specialties
      states
    }
  }
  sources {
    title
    files
    records
    rejects
    persons
    loadedAt
  }
}
`,
  },
];
