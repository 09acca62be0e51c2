import { Card, Text } from "@mantine/core";
import { FindByNumberDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Person } from "../../parts/Person";
import { counted } from "../../parts/words";

/** The person of an NPI or an ORCID iD. */
export function ByNumber({ number }: { number: { npi: string } | { orcid: string } }) {
  const asked = useAsked(FindByNumberDocument, number);
  const named = "npi" in number ? `NPI ${number.npi}` : `ORCID iD ${number.orcid}`;
  return (
    <Answer of={asked}>
      {({ person }) =>
        person ? (
          <Card withBorder padding="sm" mt="md">
            <Person person={person} />
            <Text size="sm" c="dimmed" mt={4}>
              {named} · {counted(person.paperCount, "paper")},{" "}
              {counted(person.trialCount, "trial")}
            </Text>
          </Card>
        ) : (
          <Empty title={`Nobody has the ${named}`}>
            No loaded source ties this number to a person.
          </Empty>
        )
      }
    </Answer>
  );
}
