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
    sources {
      name
      snapshotOn
    }
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
    variables: () => ({ filter: { topic: "Cardiovascular Diseases", isPhysician: true }, after: null }),
  },
  {
    query: `# Who connects me to this physician, and why should I believe it? A liaison or a team may
# stand in \`from\` as well; what speaks against a chain is said in \`flags\`.
query Introductions($from: [String!]!, $to: [String!]!) {
  introductions(from: $from, to: $to, first: 3) {
    strength
    weakest
    surprise
    introducer {
      name
      specialty
    }
    ifDeclined {
      strength
      introducer {
        name
      }
    }
    flags {
      kind
      about
    }
    uncovered
    hops {
      liaison { liaisonId }
      from { name }
      to { name }
      strength
      reasons
      doubts
      evidenceCount
      evidenceCursor
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
    variables: ({ from, to }) => ({ from: [from], to: [to] }),
  },
  {
    query: `# Which introductions should a team ask for next, and whom would it lose without one person?
query Plan($from: [String!]!, $to: [String!]!) {
  teams {
    nodes {
      teamId
      liaisons {
        nodes {
          liaisonId
        }
      }
    }
  }
  nextIntroductions(from: $from, to: $to, asks: 5) {
    gain
    opened
    introduction {
      strength
      introducer {
        name
      }
      to {
        name
      }
    }
  }
  reach(from: $from, without: $to, first: 5) {
    persons
    personsWithout
    cutOff
    lost {
      before
      after
      person {
        name
      }
    }
  }
}
`,
    variables: ({ from, to }) => ({ from: [from], to: [to] }),
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
