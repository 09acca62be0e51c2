import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Trouble as Found } from "../../asking/trouble";
import { useDoing } from "../../asking/use";
import { PersonUndoDocument, type PersonNotHersMutation } from "../../gql/graphql";
import { Trouble } from "../../parts/Trouble";
import { counted, listed } from "../../parts/words";

type Payload = NonNullable<PersonNotHersMutation["judgeNotHers"]>;

interface Props {
  title: string;
  says: ReactNode;
  /** Judges, or with `dryRun` says what would change. */
  judge: (why: string, dryRun: boolean) => Promise<Payload | null | undefined>;
  trouble: Found | null;
  isRunning: boolean;
  /** Whether all is said that the judgement needs beside its reason. */
  isReady?: boolean;
  /** Whom or what it is about; where this changes, what was seen of it is seen anew. */
  about: string;
  close: () => void;
  children?: ReactNode;
}

/** A judgement on who is who: its reason, what it touches, and how it is taken back. */
export function Judging(props: Props) {
  const { title, says, judge, trouble, isRunning, isReady = true, about, close, children } = props;
  const [why, setWhy] = useState("");
  const [looked, setLooked] = useState<{ at: string; payload: Payload } | null>(null);
  const [kept, setKept] = useState<number | null>(null);
  const ask = async (dryRun: boolean) => {
    const answer = await judge(why.trim(), dryRun);
    if (!answer) return;
    setLooked({ at: `${about} ${why}`, payload: answer });
    if (!dryRun && answer.judgement) setKept(answer.judgement.number);
  };
  const seen = looked?.at === `${about} ${why}` ? looked.payload : null;
  return (
    <Modal opened onClose={close} title={title} size="lg" closeButtonProps={{ "aria-label": "Close" }}>
      {kept === null ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void ask(seen === null);
          }}
        >
          <Stack gap="sm">
            <Text size="sm" component="div" className="long">
              {says}
            </Text>
            {children}
            <TextInput
              label="Reason, for whoever reads it later"
              required
              maxLength={500}
              value={why}
              onChange={({ currentTarget }) => setWhy(currentTarget.value)}
              data-autofocus
            />
            {seen && <Touched payload={seen} />}
            {trouble && <Trouble trouble={trouble} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={isRunning} disabled={!isReady || !why.trim()}>
                {seen ? "Judge so" : "See what it touches"}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Kept number={kept} close={close} />
      )}
    </Modal>
  );
}

function Touched({ payload: { touched } }: { payload: Payload }) {
  const names = touched.persons.slice(0, 5).map(({ name }) => name);
  const more = touched.personCount - names.length;
  return (
    <Alert color="gray" role="status" title="What it touches">
      <Text size="sm" className="long">
        {listed([...names, ...(more > 0 ? [`${more} more`] : [])]) || "Nobody in the graph"}:{" "}
        {counted(touched.recordCount, "record")}, {counted(touched.mentionCount, "mention")};{" "}
        {counted(touched.tieCount, "tie")} will be worked out anew.
        {touched.outranked.length > 0 &&
          ` It outranks judgement ${listed(touched.outranked.map(String))}, which says the contrary.`}
      </Text>
    </Alert>
  );
}

function Kept({ number, close }: { number: number; close: () => void }) {
  const [why, setWhy] = useState("");
  const [isBack, setBack] = useState(false);
  const { run, trouble, isRunning } = useDoing(PersonUndoDocument);
  const undo = async () => {
    const answer = await run({ number, why: why.trim() });
    if (answer?.undoJudgement) setBack(true);
  };
  if (isBack) {
    return (
      <Stack gap="sm">
        <Text role="status">Judgement {number} is taken back. It stays in the list, marked.</Text>
        <Button onClick={close}>Done</Button>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void undo();
      }}
    >
      <Stack gap="sm">
        <Text role="status">
          Kept as judgement {number}. Nothing changes on this page yet: it shows after the next refresh.
        </Text>
        <TextInput
          label="Reason to take it back"
          description="Only if it was a mistake"
          maxLength={500}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        {trouble && <Trouble trouble={trouble} />}
        <Group justify="flex-end" gap="xs">
          <Button type="submit" variant="default" loading={isRunning} disabled={!why.trim()}>
            Take it back
          </Button>
          <Button onClick={close}>Done</Button>
        </Group>
      </Stack>
    </form>
  );
}
