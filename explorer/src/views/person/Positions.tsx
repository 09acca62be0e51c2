import { Title } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { PersonPositionsDocument, type PersonPositionsQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { counted } from "../../parts/words";
import { onDay } from "../../parts/days";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Items, Nothing, type Item } from "./Records";
import { Silence } from "./Silence";
import { fromTo, named } from "./words";
import styles from "./person.module.css";

type Found = NonNullable<PersonPositionsQuery["person"]>;

/** Where the person works, leads, belongs and is licensed. */
export default function Positions({ person }: Of) {
  const asked = useAsked(PersonPositionsDocument, { id: person.personId });
  return (
    <Answer of={asked} lines={6}>
      {({ person: found }) =>
        found && (
          <div className={styles.pairs}>
            <Block
              title="Affiliations"
              items={affiliations(found)}
              total={found.institutions.totalCount}
              by={["pubmed", "clinical-trials", "reporter"]}
            />
            <div>
              <Block
                title="Practices"
                items={practices(found)}
                total={found.practices.totalCount}
                by={["clinicians-directory"]}
              />
              <Block
                title="Leadership"
                items={roles(found)}
                total={found.leadershipRoles.totalCount}
                by={["leadership"]}
              />
              <Block
                title="Societies"
                items={societies(found)}
                total={found.societies.totalCount}
                by={["societies"]}
              />
              <Block
                title="Licences"
                items={licences(found)}
                total={found.licences.totalCount}
                by={["nppes", "licences"]}
              />
            </div>
          </div>
        )
      }
    </Answer>
  );
}

interface BlockProps {
  title: string;
  items: Item[];
  total: number;
  /** The sources that would tell of it. */
  by: string[];
}

function Block({ title, items, total, by }: BlockProps) {
  return (
    <div className={styles.block}>
      <Title order={3} size="h5">
        {title}
      </Title>
      {items.length > 0 ? <Items items={items} /> : <Silence by={by} />}
      {items.length < total && <Nothing>{counted(total - items.length, "more", "more")} not shown.</Nothing>}
    </div>
  );
}

interface Place {
  name: string;
  city?: string | null;
  state?: string | null;
}

const placed = ({ city, state }: Place) => [city, state].filter(Boolean).join(", ");

const affiliations = (found: Found): Item[] =>
  found.institutions.edges.map(({ node, ...edge }) => ({
    key: node.institutionId,
    title: <bdi>{node.name}</bdi>,
    says: [
      placed(node),
      fromTo(edge.firstOn, edge.lastOn),
      counted(edge.records, "record"),
      <Origin source={edge.source} knownFrom={edge.knownFrom} />,
    ],
  }));

const practices = (found: Found): Item[] =>
  found.practices.edges.map(({ node, ...edge }) => ({
    key: node.institutionId,
    title: <bdi>{node.name}</bdi>,
    says: [
      placed(node),
      edge.kinds.map(named).join(", "),
      edge.members != null && counted(edge.members, "member"),
      <Origin source={edge.source} knownFrom={edge.knownFrom} />,
    ],
  }));

const roles = (found: Found): Item[] =>
  found.leadershipRoles.edges.map(({ node, ...edge }) => ({
    key: `${node.institutionId} ${edge.term}`,
    title: (
      <>
        {named(edge.role)}, <bdi>{node.name}</bdi>
      </>
    ),
    says: [
      edge.department,
      fromTo(edge.fromOn, edge.toOn),
      `stated ${onDay(edge.statedOn)}`,
      <Origin source={edge.source} knownFrom={edge.knownFrom} />,
    ],
  }));

const societies = (found: Found): Item[] =>
  found.societies.edges.map(({ node, ...edge }) => ({
    key: `${node.societyId} ${edge.term}`,
    title: (
      <>
        {named(edge.role)}, <bdi>{node.name}</bdi>
      </>
    ),
    says: [
      edge.committee,
      fromTo(edge.fromOn, edge.toOn),
      `stated ${onDay(edge.statedOn)}`,
      <Origin source={edge.source} knownFrom={edge.knownFrom} />,
    ],
  }));

const licences = (found: Found): Item[] =>
  found.licences.nodes.map((one) => ({
    key: one.licenceId,
    title: `${one.state}, ${one.status === "unknown" ? "no board has said how it stands" : named(one.status).toLowerCase()}`,
    says: [
      `number ${one.number}`,
      one.expiresOn && `until ${onDay(one.expiresOn)}`,
      one.checkedOn && `checked ${onDay(one.checkedOn)}`,
      <Origin source={one.source} knownFrom={one.knownFrom} />,
    ],
  }));
