import { usePages } from "../../asking/pages";
import { PersonTrialsDocument, type PersonTrialsQuery } from "../../gql/graphql";
import { counted, listed } from "../../parts/words";
import { useMe } from "../../shell/me";
import { Narrowed } from "./Narrowed";
import { within } from "./narrowing";
import { Origin, Outside } from "./Origin";
import type { Of } from "./Person";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { whyOf } from "./Why";
import { fromTo, named } from "./words";

type Edge = NonNullable<PersonTrialsQuery["person"]>["trials"]["edges"][number];

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The trials, the newest first. */
export default function Trials({ person, state, change }: Of) {
  const me = useMe();
  const days = within(state.year);
  const pages = usePages(
    PersonTrialsDocument,
    { id: person.personId, filter: days ? { startedOn: days } : null },
    (data: PersonTrialsQuery) => data.person?.trials ?? NONE,
  );
  return (
    <>
      <Narrowed {...{ state, change }} by={["year"]} />
      <Records
        of={pages}
        noun={["trial"]}
        none={days ? <Nothing>No trial of this person is so.</Nothing> : <Silence by={["clinical-trials"]} />}
        itemOf={({ node, ...edge }) => ({
          key: `${node.nctId} ${edge.role}`,
          title: <Outside to={node.url}>{node.title ?? node.nctId}</Outside>,
          says: [
            named(edge.role),
            fromTo(node.startedOn, node.completedOn),
            node.status && named(node.status),
            node.phases?.length ? listed(node.phases.map(named)) : null,
            node.enrollment != null && counted(node.enrollment, "participant"),
            node.companies.nodes.length > 0 && listed(node.companies.nodes.map(({ name }) => name)),
            node.conditions?.length ? node.conditions.slice(0, 3).join("; ") : null,
            node.nctId,
            <Origin source={edge.source} knownFrom={edge.knownFrom} />,
          ],
          more: whyOf(me, { person, kind: "trial", record: node.nctId }),
        })}
      />
    </>
  );
}
