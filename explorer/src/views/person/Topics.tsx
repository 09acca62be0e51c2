import { Text, Title, UnstyledButton } from "@mantine/core";
import { useAsked } from "../../asking/use";
import { PersonTopicsDocument } from "../../gql/graphql";
import { count, counted } from "../../parts/words";
import type { Of } from "./Person";
import figures from "../../parts/figures.module.css";

/** What the papers are about; each topic leads to its papers. */
export function Topics({ person, state, change }: Of) {
  const { data } = useAsked(PersonTopicsDocument, { id: person.personId });
  const papers = data?.person?.papers;
  const groups = papers?.groups.filter(({ keys }) => keys[0]?.value) ?? [];
  if (!papers || groups.length === 0) return null;
  const most = Math.max(1, ...groups.map((one) => one.count));
  return (
    <>
      <Title order={3} size="h5" mt="lg" mb={2}>
        Topics of the papers
      </Title>
      <Text size="sm" c="dimmed" mb={4}>
        {groups.length < papers.groupCount
          ? `The ${groups.length} most frequent of ${counted(papers.groupCount, "topic")}. `
          : ""}
        Choose one to read its papers.
      </Text>
      <div className={figures.topics}>
        {groups.map(({ keys: [key], count: many }) => (
          <UnstyledButton
            key={key?.value}
            className={figures.topic}
            aria-pressed={state.topic === key?.value}
            onClick={() => change({ topic: key?.value ?? undefined, year: undefined, part: "papers" })}
          >
            <span className="long">{key?.value}</span>
            <span className={figures.track} aria-hidden>
              <span style={{ width: `${(100 * many) / most}%` }} />
            </span>
            <span className="figure">{count(many)}</span>
          </UnstyledButton>
        ))}
      </div>
    </>
  );
}
