import {
  Button,
  Card,
  Checkbox,
  Code,
  Group,
  List,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { useAsked, useDoing } from "../../asking/use";
import {
  SegmentObjectivesDocument,
  SegmentSaveDocument,
  SegmentTryDocument,
  type SegmentTryQuery,
} from "../../gql/graphql";
import type { Change, State } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Person } from "../../parts/Person";
import { Section } from "../../parts/Section";
import { Trouble } from "../../parts/Trouble";
import { count } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import type { STATE } from "./asking";
import { narrowed, ruleOf, type Rule } from "./rule";

interface Props {
  shown: State<typeof STATE>;
  change: Change<typeof STATE>;
  saved: () => void;
}

/** Who would be in a segment by a rule, and why, before it is kept. */
export function Try({ shown, change, saved }: Props) {
  const [text, setText] = useState(shown.rule ?? "");
  const [state, setState] = useState("");
  const read = ruleOf(shown.rule ?? "");
  const ask = useDebouncedCallback((rule: string) => change({ rule }, { replace: true }), 400);
  const write = (rule: string) => {
    setText(rule);
    ask(rule);
  };
  const objectives = useAsked(SegmentObjectivesDocument, {}).data?.objectives ?? [];
  return (
    <Section title="Try a rule" says="Who would be in, and what decides it">
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Stack gap="sm">
          <Select
            label="Begin with an objective"
            data={objectives.map((one) => ({ value: one.name, label: one.title }))}
            onChange={(name) => {
              const found = objectives.find((one) => one.name === name);
              if (found) write(found.rule.trim());
            }}
          />
          <form
            onSubmit={(event) => {
              event.preventDefault();
              const states = state.split(/[\s,]+/).filter(Boolean);
              write(narrowed(text, { states, specialties: [], topic: "" }));
              setState("");
            }}
          >
            <Group align="flex-end" gap="xs">
              <TextInput
                label="Only in these states"
                placeholder="IL, NY"
                value={state}
                maxLength={200}
                onChange={(event) => setState(event.currentTarget.value.toUpperCase())}
              />
              <Button type="submit" variant="default" disabled={!state.trim()}>
                Narrow
              </Button>
            </Group>
          </form>
          <Textarea
            label="The rule"
            description="As a question writes a filter of people"
            value={text}
            onChange={(event) => write(event.currentTarget.value)}
            autosize
            minRows={5}
            maxRows={16}
            maxLength={2_000}
            spellCheck={false}
            styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
            error={"problem" in read ? read.problem : undefined}
          />
          <Keep shown={shown} change={change} saved={saved} rule={"rule" in read ? read.rule : null} />
        </Stack>
        {"rule" in read && <Tried rule={read.rule} />}
      </SimpleGrid>
    </Section>
  );
}

function Keep({ shown, change, saved, rule }: Props & { rule: Rule | null }) {
  const me = useMe();
  const saving = useDoing(SegmentSaveDocument);
  const [name, setName] = useState(shown.name ?? "");
  const [why, setWhy] = useState("");
  const [isShared, setShared] = useState(false);
  if (!mayAsk(me, "saveSegment")) return null;
  return (
    <form
      onSubmit={async (event) => {
        event.preventDefault();
        if (!rule) return;
        const done = await saving.run({ name: name.trim(), why: why.trim(), rule, isShared });
        if (!done?.saveSegment) return;
        saved();
        change({ rule: undefined, name: undefined, id: done.saveSegment.segment.id });
      }}
    >
      <Stack gap="xs">
        <TextInput
          label="Keep it as"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="What it is for"
          value={why}
          maxLength={500}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Group justify="space-between">
          <Checkbox
            label="Others of your function may read it"
            checked={isShared}
            onChange={({ currentTarget }) => setShared(currentTarget.checked)}
          />
          <Button type="submit" disabled={!rule || !name.trim()} loading={saving.isRunning}>
            Keep
          </Button>
        </Group>
        {saving.trouble && <Trouble trouble={saving.trouble} />}
      </Stack>
    </form>
  );
}

function Tried({ rule }: { rule: Rule }) {
  const asked = useAsked(SegmentTryDocument, { rule, than: null });
  return (
    <Answer of={asked} lines={8}>
      {({ segmentDryRun: run }) => (
        <Stack gap="sm">
          <Text role="status">
            <b>{count(run.persons)}</b> in
          </Text>
          <List size="sm">
            {run.clauses.map((clause) => (
              <List.Item key={clause} className="long">
                <Code>{clause}</Code>
              </List.Item>
            ))}
          </List>
          {run.changes.map((one) => (
            <Candidate key={one.person.personId} change={one} />
          ))}
        </Stack>
      )}
    </Answer>
  );
}

function Candidate({ change }: { change: SegmentTryQuery["segmentDryRun"]["changes"][number] }) {
  return (
    <Card withBorder padding="sm">
      <Person person={change.person} />
      <List size="xs" c="dimmed" mt={4}>
        {change.outcomes.map((one) => (
          <List.Item key={one.clause} className="long">
            <Code>{one.clause}</Code> {one.holds ? "holds" : "does not hold"}
            {one.value && `: ${one.value}`}
          </List.Item>
        ))}
      </List>
    </Card>
  );
}
