// The same questions by the library of the database's makers, on its usual server.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const [port] = process.argv.slice(2);
const { DATABASE, DATABASE_USER, DATABASE_PASSWORD } = process.env;
const typeDefs = `#graphql
  type Person @node {
    personId: String!
    name: String
    specialty: String
    state: String
    influence: Float
    connector: Float
    community: Int
    ties: [Person!]! @relationship(
      type: "CONNECTED_TO", direction: OUT, queryDirection: UNDIRECTED, properties: "Tie")
    institutions: [Institution!]! @relationship(
      type: "AFFILIATED_WITH", direction: OUT, properties: "Affiliation")
    papers: [Paper!]! @relationship(type: "AUTHORED", direction: OUT)
  }
  type Tie @relationshipProperties { strength: Float papers: Int trials: Int lastOn: Date }
  type Affiliation @relationshipProperties { firstOn: Date lastOn: Date records: Int }
  type Institution @node { institutionId: String! name: String city: String }
  type Paper @node { pmid: String! title: String publishedOn: Date authors: Int }
`;
const driver = neo4j.driver(DATABASE, neo4j.auth.basic(DATABASE_USER, DATABASE_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema, introspection: false });
await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: Number(port) } });
