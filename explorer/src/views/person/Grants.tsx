import { usePages } from "../../asking/pages";
import { PersonGrantsDocument, type PersonGrantsQuery } from "../../gql/graphql";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Records } from "./Records";
import { Silence } from "./Silence";
import { fromTo, named } from "./words";

type Edge = NonNullable<PersonGrantsQuery["person"]>["grants"]["edges"][number];

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The grants that name the person as an investigator, the newest first. */
export default function Grants({ person }: Of) {
  const pages = usePages(
    PersonGrantsDocument,
    { id: person.personId },
    (data: PersonGrantsQuery) => data.person?.grants ?? NONE,
  );
  return (
    <Records
      of={pages}
      noun={["grant"]}
      none={<Silence by={["reporter"]} />}
      itemOf={({ node, ...edge }) => ({
        key: `${node.grantId} ${edge.role}`,
        title: <bdi>{node.title ?? node.number ?? node.grantId}</bdi>,
        says: [
          named(edge.role),
          fromTo(edge.fromOn, edge.toOn),
          node.agency,
          node.activity,
          node.number ?? node.grantId,
          <Origin source={edge.source} knownFrom={edge.knownFrom} />,
        ],
      })}
    />
  );
}
