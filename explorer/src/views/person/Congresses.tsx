import { usePages } from "../../asking/pages";
import { PersonSessionsDocument, type PersonSessionsQuery } from "../../gql/graphql";
import { onDay } from "../../parts/days";
import { Narrowed } from "./Narrowed";
import { within } from "./narrowing";
import { Origin, Outside } from "./Origin";
import type { Of } from "./Person";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { named } from "./words";

type Edge = NonNullable<PersonSessionsQuery["person"]>["sessions"]["edges"][number];

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The parts taken in congresses, the newest first. */
export default function Congresses({ person, state, change }: Of) {
  const days = within(state.year);
  const pages = usePages(
    PersonSessionsDocument,
    { id: person.personId, filter: days ? { heldOn: days } : null },
    (data: PersonSessionsQuery) => data.person?.sessions ?? NONE,
  );
  return (
    <>
      <Narrowed {...{ state, change }} by={["year"]} />
      <Records
        of={pages}
        noun={["role", "roles"]}
        none={days ? <Nothing>No role of this person is so.</Nothing> : <Silence by={["congresses"]} />}
        itemOf={({ node, ...edge }) => ({
          key: `${node.sessionId} ${edge.part}`,
          title: <Outside to={edge.foundIn}>{edge.title ?? node.title ?? node.congressName}</Outside>,
          says: [
            named(edge.role),
            onDay(edge.heldOn),
            <bdi>{node.congressName}</bdi>,
            edge.title && node.title !== edge.title && node.title,
            node.type && named(node.type),
            edge.topic,
            <Origin source={edge.source} knownFrom={edge.knownFrom} />,
          ],
        })}
      />
    </>
  );
}
