import { Badge } from "@mantine/core";
import { usePages } from "../../asking/pages";
import { PersonPapersDocument, type PersonPapersQuery } from "../../gql/graphql";
import { counted } from "../../parts/words";
import { useMe } from "../../shell/me";
import { Narrowed } from "./Narrowed";
import { papersBy } from "./narrowing";
import { Origin, Outside } from "./Origin";
import type { Of } from "./Person";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { whyOf } from "./Why";
import { asKnown } from "./words";

type Edge = NonNullable<PersonPapersQuery["person"]>["papers"]["edges"][number];

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** The papers, the newest first. */
export default function Papers({ person, state, change }: Of) {
  const me = useMe();
  const filter = papersBy(state);
  const pages = usePages(
    PersonPapersDocument,
    { id: person.personId, filter },
    (data: PersonPapersQuery) => data.person?.papers ?? NONE,
  );
  return (
    <>
      <Narrowed {...{ state, change }} by={["topic", "year"]} />
      <Records
        of={pages}
        noun={["paper"]}
        none={filter ? <Nothing>No paper of this person is so.</Nothing> : <Silence by={["pubmed"]} />}
        itemOf={({ node, ...edge }) => ({
          key: node.pmid,
          title: (
            <>
              <Outside to={node.url}>{node.title ?? `PubMed ${node.pmid}`}</Outside>{" "}
              {node.remark && (
                <Badge size="sm" tt="none" color={node.isRetracted ? "red" : "yellow"} variant="light">
                  {node.remark}
                </Badge>
              )}
            </>
          ),
          says: [
            asKnown(node.publishedOn, node.publishedPrecision),
            node.journal?.title && <bdi>{node.journal.title}</bdi>,
            roleOf(edge, node.authors),
            node.citationCount != null && counted(node.citationCount, "citation"),
            `PMID ${node.pmid}`,
            <Origin source={edge.source} knownFrom={edge.knownFrom} />,
          ],
          more: whyOf(me, { person, kind: "paper", record: node.pmid }),
        })}
      />
    </>
  );
}

/** `first of 7 authors`. */
export function roleOf(
  { isFirst, isLast, position }: Pick<Edge, "isFirst" | "isLast" | "position">,
  authors: number,
): string {
  if (authors <= 1) return "only author";
  const place = isFirst ? "first" : isLast ? "last" : `number ${position}`;
  return `${place} of ${counted(authors, "author")}`;
}
