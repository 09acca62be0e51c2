import { List } from "@mantine/core";
import { usePages } from "../../asking/pages";
import {
  PersonTieEvidenceDocument,
  PersonTiesDocument,
  type PersonTieEvidenceQuery,
  type PersonTiesQuery,
} from "../../gql/graphql";
import { Person as PersonLink } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { counted, share, unwrapped } from "../../parts/words";
import { onDay } from "../../parts/days";
import { mayAsk, useMe } from "../../shell/me";
import { Origin, Outside } from "./Origin";
import type { Of } from "./Person";
import { Nothing, Records } from "./Records";
import { Silence } from "./Silence";
import { joint } from "./words";

type Edge = NonNullable<PersonTiesQuery["person"]>["ties"]["edges"][number];

const NONE = { edges: [] as Edge[], totalCount: 0, pageInfo: { hasNextPage: false } };

/** With whom the person works most, the strongest tie first; each opens to its records. */
export default function Ties({ person }: Of) {
  const pages = usePages(
    PersonTiesDocument,
    { id: person.personId },
    (data: PersonTiesQuery) => data.person?.ties ?? NONE,
  );
  return (
    <Records
      of={pages}
      noun={["tie"]}
      none={<Silence by={["pubmed", "clinical-trials"]} />}
      itemOf={({ node, ...tie }) => ({
        key: node.personId,
        title: <PersonLink person={node} />,
        says: [joint(tie), tie.lastOn && `last ${onDay(tie.lastOn)}`, tie.firstOn && `first ${onDay(tie.firstOn)}`],
        figure: <Strength value={tie.strength} of={`Strength of the tie with ${node.name}`} />,
        more: {
          says: "What is behind it?",
          body: () => (
            <Opened from={person.personId} to={node.personId} reasons={tie.strengthReasons} />
          ),
        },
      })}
    />
  );
}

interface Props {
  from: string;
  to: string;
  reasons: string[];
}

function Opened({ from, to, reasons }: Props) {
  const me = useMe();
  return (
    <>
      <List size="sm" spacing={2} listStyleType="disc">
        {reasons.map((one) => (
          <List.Item key={one} className="long">
            {one}
          </List.Item>
        ))}
      </List>
      {mayAsk(me, "evidence") && <Evidence from={from} to={to} />}
    </>
  );
}

function Evidence({ from, to }: Omit<Props, "reasons">) {
  const pages = usePages(
    PersonTieEvidenceDocument,
    { from, to },
    (data: PersonTieEvidenceQuery) => data.evidence,
  );
  return (
    <Records
      of={pages}
      noun={["record"]}
      none={<Nothing>No record is left behind it.</Nothing>}
      itemOf={({ node }) => ({
        key: `${node.kind} ${node.record}`,
        title: <Outside to={node.url}>{node.title ?? node.record}</Outside>,
        says: [
          unwrapped(node.kind),
          onDay(node.happenedOn),
          node.persons != null && counted(node.persons, "person", "persons"),
          node.remark,
          node.record,
          <Origin source={node.source} knownFrom={node.knownFrom} />,
        ],
        figure: `${share(node.identityScore)} sure`,
      })}
    />
  );
}
