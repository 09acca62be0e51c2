import { Checkbox, Group, MultiSelect, NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAsked } from "../../asking/use";
import { ListChoicesDocument, ListCountiesDocument, ListSegmentsDocument } from "../../gql/graphql";
import { choices } from "../../parts/choices";
import { mayAsk, useMe } from "../../shell/me";
import type { Shown } from "./asking";

interface Props {
  shown: Shown;
  change: (to: Shown) => void;
}

/** What narrows a list; all that is given must hold. */
export function Filters({ shown, change }: Props) {
  const me = useMe();
  const { data } = useAsked(ListChoicesDocument, {});
  const segments = useAsked(ListSegmentsDocument, {}, !mayAsk(me, "segments")).data?.segments;
  const [topic, setTopic] = useState(shown.topic ?? "");
  return (
    <Group gap="sm" mb="md" align="flex-end" role="search" className="unprinted">
      <MultiSelect
        label="State"
        data={choices(data?.people.states)}
        value={shown.state ?? []}
        onChange={(state) => change({ state, county: undefined } as Shown)}
        searchable
        clearable
        miw={150}
        maw={260}
      />
      <Counties shown={shown} change={change} />
      <MultiSelect
        label="Specialty"
        data={choices(data?.people.specialties)}
        value={shown.specialty ?? []}
        onChange={(specialty) => change({ specialty })}
        searchable
        clearable
        miw={200}
        maw={320}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change({ topic: topic.trim() || undefined } as Shown);
        }}
      >
        <TextInput
          label="Topic (MeSH heading)"
          value={topic}
          maxLength={200}
          onChange={(event) => setTopic(event.currentTarget.value)}
          onBlur={() => change({ topic: topic.trim() || undefined } as Shown)}
        />
      </form>
      <NumberInput
        label="Papers, at least"
        value={shown.papers ?? ""}
        onChange={(papers) => change({ papers: Number(papers) || undefined } as Shown)}
        min={1}
        max={100_000}
        w={130}
      />
      {segments && segments.length > 0 && (
        <Select
          label="Segment"
          data={segments.map((one) => ({ value: one.id, label: one.name }))}
          value={shown.segment ?? null}
          onChange={(segment) => change({ segment: segment ?? undefined } as Shown)}
          clearable
          w={200}
        />
      )}
      {mayAsk(me, "emerging") && (
        <Checkbox
          label="Not visible yet"
          mb={8}
          checked={shown.hidden ?? false}
          onChange={({ currentTarget }) =>
            change({ hidden: currentTarget.checked || undefined } as Shown)
          }
        />
      )}
    </Group>
  );
}

/** The counties of the states that are chosen, where a source says who is in which. */
function Counties({ shown: { state, county }, change }: Props) {
  const filter = state ? { state: { in: state } } : { county: { in: county ?? [] } };
  const { data } = useAsked(ListCountiesDocument, { filter }, !state && !county);
  const known = choices(data?.people.groups);
  const missing = (county ?? []).filter((one) => !known.some(({ value }) => value === one));
  if (known.length === 0 && !county) return null;
  return (
    <MultiSelect
      label="County"
      data={[...known, ...missing.map((value) => ({ value, label: value }))]}
      value={county ?? []}
      onChange={(to) => change({ county: to })}
      searchable
      clearable
      miw={200}
      maw={320}
    />
  );
}
