import { Box, Group, Select, Text, Title } from "@mantine/core";
import { usePages } from "../../asking/pages";
import { QualityDoubtsDocument, type QualityDoubtsQuery } from "../../gql/graphql";
import { number, useAddress } from "../../parts/address";
import { Person } from "../../parts/Person";
import { share } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { Origin, Outside } from "../person/Origin";
import { Items, Nothing, Records, type Item } from "../person/Records";
import { whyOf } from "../person/Why";
import { asKnown } from "../person/words";
import styles from "./quality.module.css";

type Doubted = QualityDoubtsQuery["people"]["edges"][number]["node"];

const READERS = { below: number(0.5, 0.99) };
const LIMITS = [0.6, 0.7, 0.8, 0.9].map((one) => ({ value: String(one), label: share(one) }));

/** Persons of whom a paper or trial is the least certain, the most influential first. */
export function Doubts() {
  const me = useMe();
  const [state, change] = useAddress(READERS);
  const below = state.below ?? 0.7;
  const pages = usePages(QualityDoubtsDocument, { below }, (data: QualityDoubtsQuery) => data.people);
  return (
    <Box component="section" mt="xl" aria-labelledby="doubts">
      <Group justify="space-between" align="flex-end" mb="xs">
        <Box flex="1 1 320px">
          <Title order={2} size="h4" id="doubts">
            Whose identity is in doubt
          </Title>
          <Text size="sm" c="dimmed" className="long">
            Papers and trials that are held to be of a person with less than this certainty, the most
            influential persons first.{" "}
            {mayAsk(me, "judgeNotHers")
              ? "Open one to read why, and to judge it."
              : "Open one to read why. Stewards judge it."}
          </Text>
        </Box>
        <Select
          label="Certainty below"
          size="xs"
          w={120}
          data={LIMITS}
          value={String(below)}
          allowDeselect={false}
          onChange={(value) => change({ below: value ? Number(value) : undefined })}
        />
      </Group>
      <Records
        of={pages}
        noun={["person", "people"]}
        none={<Nothing>No paper or trial is held with less certainty.</Nothing>}
        itemOf={({ node }) => ({
          key: node.personId,
          title: <Person person={node} />,
          below: (
            <div className={styles.under}>
              <Items items={doubtsOf(node, below).map((one) => lineOf(one, node, me))} />
            </div>
          ),
        })}
      />
    </Box>
  );
}

interface Doubt {
  kind: "paper" | "trial";
  record: string;
  title: string;
  day: string | undefined;
  url: string;
  score: number;
  printedAs: string;
  source?: string | null;
  knownFrom?: string | null;
}

/** The papers and trials of a person below a certainty, the least certain first. */
export function doubtsOf(person: Pick<Doubted, "papers" | "trials">, below: number): Doubt[] {
  const papers = person.papers.edges.map(({ node, identityScore, ...edge }) => ({
    ...edge,
    kind: "paper" as const,
    record: node.pmid,
    title: node.title ?? `PubMed ${node.pmid}`,
    day: asKnown(node.publishedOn, node.publishedPrecision),
    url: node.url,
    score: identityScore,
  }));
  const trials = person.trials.edges.map(({ node, identityScore, ...edge }) => ({
    ...edge,
    kind: "trial" as const,
    record: node.nctId,
    title: node.title ?? node.nctId,
    day: asKnown(node.startedOn),
    url: node.url,
    score: identityScore,
  }));
  return [...papers, ...trials]
    .filter(({ score }) => score < below)
    .toSorted((a, b) => a.score - b.score);
}

function lineOf(doubt: Doubt, person: Doubted, me: ReturnType<typeof useMe>): Item {
  const { kind, record } = doubt;
  return {
    key: `${kind} ${record}`,
    title: <Outside to={doubt.url}>{doubt.title}</Outside>,
    says: [
      doubt.day,
      <>
        printed as <bdi>“{doubt.printedAs}”</bdi>
      </>,
      record,
      <Origin source={doubt.source} knownFrom={doubt.knownFrom} />,
    ],
    figure: `${share(doubt.score)} sure`,
    more: whyOf(me, { person, kind, record }),
  };
}
