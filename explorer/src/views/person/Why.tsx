import { Alert, Button, Group, List, Text } from "@mantine/core";
import { useState } from "react";
import { useAsked } from "../../asking/use";
import { PersonWhyPaperDocument, PersonWhyTrialDocument } from "../../gql/graphql";
import { Answer } from "../../parts/Answer";
import { share } from "../../parts/words";
import { mayAsk, useMe, type Me } from "../../shell/me";
import { NotHers } from "./NotHers";
import type { Known } from "./Person";
import type { Item } from "./Records";
import { mayReadReasons } from "./sight";

interface Props {
  person: Pick<Known, "personId" | "name">;
  kind: "paper" | "trial";
  /** A PMID or an NCT number. */
  record: string;
}

/** What a line of a list opens to, for those who may read it: why the record is this person's. */
export function whyOf(me: Me, props: Props): Item["more"] {
  return (
    mayReadReasons(me) && {
      says: `Why this person’s ${props.kind}?`,
      body: () => (props.kind === "paper" ? <OfPaper {...props} /> : <OfTrial {...props} />),
    }
  );
}

function OfPaper(props: Props) {
  const given = { id: props.person.personId, pmid: props.record };
  const asked = useAsked(PersonWhyPaperDocument, given);
  return (
    <Answer of={asked} lines={3}>
      {(data) => <Reasons {...props} edge={data.person?.papers.edges[0]} />}
    </Answer>
  );
}

function OfTrial(props: Props) {
  const given = { id: props.person.personId, nctId: props.record };
  const asked = useAsked(PersonWhyTrialDocument, given);
  return (
    <Answer of={asked} lines={3}>
      {(data) => <Reasons {...props} edge={data.person?.trials.edges[0]} />}
    </Answer>
  );
}

interface Found {
  printedAs: string;
  identityScore: number;
  identityReasons: string[];
  explanation?: { sentences: string[] } | null;
}

function Reasons({ edge, ...props }: Props & { edge: Found | undefined }) {
  const me = useMe();
  const [isJudging, setJudging] = useState(false);
  if (!edge) return <Alert color="yellow">This record is no longer tied to the person.</Alert>;
  const sentences = edge.explanation?.sentences.length ? edge.explanation.sentences : edge.identityReasons;
  return (
    <>
      <Text size="sm">
        Printed as <bdi>“{edge.printedAs}”</bdi>, believed to be this person with{" "}
        <Text span fw={600} className="figure">
          {share(edge.identityScore)}
        </Text>{" "}
        of 1.
      </Text>
      <List size="sm" mt={4} spacing={2} listStyleType="disc">
        {sentences.map((one) => (
          <List.Item key={one} className="long">
            {one}
          </List.Item>
        ))}
      </List>
      {mayAsk(me, "judgeNotHers") && (
        <Group mt="xs">
          <Button size="compact-xs" variant="default" onClick={() => setJudging(true)}>
            Not this person’s…
          </Button>
        </Group>
      )}
      {isJudging && <NotHers {...props} close={() => setJudging(false)} />}
    </>
  );
}
