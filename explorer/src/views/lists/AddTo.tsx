import { Button, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useAsked, useDoing } from "../../asking/use";
import { ListPinDocument, ListSegmentsDocument } from "../../gql/graphql";
import { Trouble } from "../../parts/Trouble";
import { counted } from "../../parts/words";

const YEAR = 365 * 24 * 60 * 60 * 1000;

/** Puts those who are chosen into a segment by decision, with a reason and an end. */
export function AddTo({ chosen }: { chosen: string[] }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="light"
        leftSection={<IconUserPlus size={16} aria-hidden />}
        onClick={open}
      >
        Add {chosen.length} to a segment
      </Button>
      <Modal opened={isOpen} onClose={close} title="Add to a segment">
        <Form chosen={chosen} close={close} />
      </Modal>
    </>
  );
}

function Form({ chosen, close }: { chosen: string[]; close: () => void }) {
  const segments = useAsked(ListSegmentsDocument, {}).data?.segments ?? [];
  const pinning = useDoing(ListPinDocument);
  const [segment, setSegment] = useState<string | null>(null);
  const [level, setLevel] = useState("1");
  const [why, setWhy] = useState("");
  const [until, setUntil] = useState(new Date(Date.now() + YEAR).toISOString().slice(0, 10));
  const [done, setDone] = useState(0);
  const levels = segments.find((one) => one.id === segment)?.levels ?? [];
  const add = async () => {
    if (!segment) return;
    for (const [place, person] of chosen.entries()) {
      const given = { segment, person, level: Number(level), why: why.trim(), until };
      if (!(await pinning.run(given))?.pinToLevel) return;
      setDone(place + 1);
    }
  };
  if (segments.length === 0) {
    return <Text size="sm">There is no segment yet: try a rule under Segments and tiers.</Text>;
  }
  if (done === chosen.length) {
    return (
      <Stack>
        <Text role="status">{counted(done, "person is", "people are")} in it from now on.</Text>
        <Button onClick={close}>Close</Button>
      </Stack>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Stack>
        <Select
          label="Segment"
          data={segments.map((one) => ({ value: one.id, label: one.name }))}
          value={segment}
          onChange={setSegment}
        />
        {levels.length > 1 && (
          <Select
            label="Level"
            data={levels.map((one) => ({
              value: String(one.level),
              label: one.title || `Level ${one.level}`,
            }))}
            value={level}
            onChange={(to) => setLevel(to ?? "1")}
            allowDeselect={false}
          />
        )}
        <TextInput
          label="Why"
          description="Kept with the decision"
          value={why}
          maxLength={500}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <TextInput
          label="Until"
          type="date"
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {pinning.trouble && <Trouble trouble={pinning.trouble} />}
        <Button
          type="submit"
          disabled={!segment || !why.trim() || !until}
          loading={pinning.isRunning}
        >
          Add {counted(chosen.length, "person", "people")}
        </Button>
      </Stack>
    </form>
  );
}
