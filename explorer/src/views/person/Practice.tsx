import { List, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useAsked } from "../../asking/use";
import { PersonPracticeDocument, type PersonPracticeQuery } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { Person as PersonLink } from "../../parts/Person";
import { Strength } from "../../parts/Strength";
import { count, counted, percent, usd } from "../../parts/words";
import { onDay } from "../../parts/days";
import { Origin } from "./Origin";
import type { Of } from "./Person";
import { Plain } from "./Plain";
import { Prescriptions, Volumes } from "./Counts";
import { Items, Nothing } from "./Records";
import { Silence } from "./Silence";

type Found = NonNullable<PersonPracticeQuery["person"]>;
type Year = Found["medicareYears"]["nodes"][number];
type Adoption = Found["adoptions"]["edges"][number];

/** A count; none is not said by the source, or withheld since it is of fewer than eleven. */
export const told = (value: number | null | undefined): string =>
  value == null ? "not told" : count(value);

/** What the person does for patients: procedures, drugs, and with whom patients are shared. */
export default function Practice({ person }: Of) {
  const asked = useAsked(PersonPracticeDocument, { id: person.personId });
  return (
    <>
      <Part title="Volumes">
        <Volumes id={person.personId} />
      </Part>
      <Part title="Prescriptions">
        <Prescriptions id={person.personId} />
      </Part>
      <Answer of={asked} lines={5}>
        {({ person: found }) => found && <Rest found={found} />}
      </Answer>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <Title order={3} size="h5" mt="md" mb={4}>
        {title}
      </Title>
      {children}
    </>
  );
}

function Rest({ found }: { found: Found }) {
  const { adoptions, medicareYears, patientTies } = found;
  return (
    <>
      <Part title="Drugs taken up">
        {adoptions.totalCount === 0 ? (
          <Silence by={["part-d-drugs"]} />
        ) : (
          <Items items={adoptions.edges.map(adopted)} />
        )}
      </Part>
      <Part title="Medicare years">
        {medicareYears.totalCount === 0 ? (
          <Silence by={["medicare-providers", "part-d-providers"]} />
        ) : (
          <Years years={medicareYears.nodes} />
        )}
      </Part>
      <Part title="Shares patients with">
        <Shared ties={patientTies} />
      </Part>
    </>
  );
}

const adopted = ({ node, ...edge }: Adoption) => ({
  key: `${node.name} ${edge.cursor}`,
  title: <bdi>{node.name}</bdi>,
  says: [
    edge.isNew ? `first prescribed in ${edge.firstYear}` : `prescribed since ${edge.firstYear} at the latest`,
    edge.claims != null && `${counted(edge.claims, "claim")} in ${edge.lastYear}`,
    edge.aheadOfPeers != null && `ahead of ${percent(edge.aheadOfPeers)} of ${counted(edge.peers, "peer")}`,
    edge.peerShare != null && `${percent(edge.peerShare)} of the claims of person and peers`,
    <Origin source={edge.source} />,
  ],
  more: edge.adoptionReasons.length > 0 && {
    says: "What does it rest on?",
    body: () => (
      <List size="sm">
        {edge.adoptionReasons.map((one) => (
          <List.Item key={one}>{one}</List.Item>
        ))}
      </List>
    ),
  },
});

function Years({ years }: { years: Year[] }) {
  return (
    <Plain
      label="Medicare years"
      rows={years}
      keyOf={({ medicareYearId }) => medicareYearId}
      columns={[
        { title: "Year", cell: (row) => row.year },
        { title: "Services", cell: (row) => told(row.services), isNumber: true },
        { title: "Patients", cell: (row) => told(row.patients), isNumber: true },
        { title: "Paid", cell: (row) => (row.paidUsd == null ? "not told" : usd(row.paidUsd)), isNumber: true },
        { title: "Drug claims", cell: (row) => told(row.claims), isNumber: true },
        { title: "With a prescription", cell: (row) => told(row.prescribedPatients), isNumber: true },
        { title: "Source", cell: (row) => <Origin source={row.source} knownFrom={row.knownFrom} /> },
      ]}
    />
  );
}

function Shared({ ties }: { ties: Found["patientTies"] }) {
  if (ties.totalCount === 0) return <Silence by={["shared-patients", "referrals"]} />;
  return (
    <>
      <Items
        items={ties.edges.map(({ node, ...tie }) => ({
          key: node.personId,
          title: <PersonLink person={node} />,
          says: [
            tie.patients != null && `at least ${counted(tie.patients, "patient")} in the latest year`,
            `last ${onDay(tie.lastOn)}`,
            <Origin source={tie.source} />,
          ],
          figure: <Strength value={tie.strength} of="Strength of sharing patients" />,
        }))}
      />
      {ties.edges.length < ties.totalCount && (
        <Nothing>
          The {ties.edges.length} strongest of {count(ties.totalCount)}.
        </Nothing>
      )}
    </>
  );
}
