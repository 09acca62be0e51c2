import { List, Text, Title } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { PersonReasonsDocument } from "../../gql/graphql";
import { onDay } from "../../parts/days";
import type { Known } from "./Person";
import styles from "./person.module.css";

/** Why the person stands out, joins circles or rises, in the words of the conclusions. */
export function Reasons({ person }: { person: Known }) {
  const { data } = useAsked(PersonReasonsDocument, { id: person.personId });
  const found = data?.person;
  if (!found) return null;
  const shown = [
    { title: "Why influential", of: found.influenceExplained },
    { title: "Why emerging", of: found.emergingExplained },
    { title: "Why a connector between circles", of: found.connectorExplained },
  ].filter(({ of }) => of && of.sentences.length > 0);
  if (shown.length === 0) return null;
  return (
    <div className={styles.pairs}>
      {shown.map(({ title, of }) => (
        <div key={title}>
          <Title order={3} size="h5" mt="lg" mb={4}>
            {title}
          </Title>
          <List size="sm" spacing={2}>
            {of?.sentences.map((one) => (
              <List.Item key={one} className="long">
                {one}
              </List.Item>
            ))}
          </List>
          {of?.asOf && (
            <Text size="xs" c="dimmed" mt={4}>
              By records up to {onDay(of.asOf)}
            </Text>
          )}
        </div>
      ))}
    </div>
  );
}
