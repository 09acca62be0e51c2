import { Button, Checkbox, Group, MultiSelect, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAsked, useDoing } from "../../asking/use";
import { ListChoicesDocument, SegmentTiersDocument } from "../../gql/graphql";
import type { Change } from "../../parts/address";
import { choices } from "../../parts/choices";
import { Section } from "../../parts/Section";
import { ThingPicker } from "../../parts/ThingPicker";
import { Trouble } from "../../parts/Trouble";
import type { STATE } from "./asking";

interface Props {
  change: Change<typeof STATE>;
  saved: () => void;
}

/** Three tiers of a therapeutic area, which the next refresh fills. */
export function Tiers({ change, saved }: Props) {
  const saving = useDoing(SegmentTiersDocument);
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [specialties, setSpecialties] = useState<string[]>([]);
  const [when, setWhen] = useState("quarter");
  const [isShared, setShared] = useState(false);
  const { data } = useAsked(ListChoicesDocument, {});
  const isNamed = name.trim() !== "" && (topic !== "" || specialties.length > 0);
  return (
    <Section
      title="Make tiers"
      says="Tier 1: national leaders. Tier 2: regional, of high volume. Tier 3: emerging in the community."
    >
      <form
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await saving.run({
            name: name.trim(),
            area: {
              ...(topic ? { topic } : {}),
              ...(specialties.length > 0 ? { specialty: { in: specialties } } : {}),
            },
            isShared,
            isQuarterly: when === "quarter",
          });
          if (!done?.saveTiers) return;
          saved();
          change({ tiers: undefined, id: done.saveTiers.segment.id, part: "rules" });
        }}
      >
        <Stack gap="sm" maw={560}>
          <TextInput
            label="Name"
            value={name}
            maxLength={100}
            required
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Text size="sm">The therapeutic area: by a topic, by specialties, or by both.</Text>
          <ThingPicker
            kind="topic"
            label="Topic of their papers"
            shown={topic}
            onPick={(picked) => setTopic(picked?.name ?? "")}
          />
          <MultiSelect
            label="Specialties"
            data={choices(data?.people.specialties)}
            value={specialties}
            onChange={setSpecialties}
            searchable
            clearable
          />
          <Radio.Group label="People move" value={when} onChange={setWhen}>
            <Group mt={4}>
              <Radio value="quarter" label="once a quarter" />
              <Radio value="refresh" label="at any refresh" />
            </Group>
          </Radio.Group>
          <Group justify="space-between">
            <Checkbox
              label="Others of your function may read it"
              checked={isShared}
              onChange={({ currentTarget }) => setShared(currentTarget.checked)}
            />
            <Button type="submit" disabled={!isNamed} loading={saving.isRunning}>
              Keep
            </Button>
          </Group>
          {saving.trouble && <Trouble trouble={saving.trouble} />}
        </Stack>
      </form>
    </Section>
  );
}
