import { Autocomplete, Group, MultiSelect, Pill, SegmentedControl, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import {
  MapListsDocument,
  MapSpecialtiesDocument,
  MapTopicsDocument,
} from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import type { Change } from "../../parts/address";
import { count } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { WHO, type Asked, type STATE } from "./asking";

interface Props {
  asked: Asked;
  change: Change<typeof STATE>;
}

/** Who is counted, and how. */
export function Filters({ asked, change }: Props) {
  const me = useMe();
  const who = [
    { value: "everybody", label: WHO.everybody },
    ...(mayAsk(me, "connectors") ? [{ value: "influential", label: WHO.influential }] : []),
    ...(mayAsk(me, "emerging") ? [{ value: "emerging", label: WHO.emerging }] : []),
  ];
  return (
    <Group gap="xs" mb="md" className="unprinted" align="center">
      {who.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label="Who is counted"
          data={who}
          value={asked.who ?? "everybody"}
          onChange={(to) =>
            change({
              who: to === "everybody" ? undefined : (to as "influential"),
              ...(to === "everybody" ? { as: undefined } : {}),
            })
          }
        />
      )}
      {asked.who && (
        <SegmentedControl
          size="xs"
          aria-label="Shown as count or share"
          data={[
            { value: "count", label: "Count" },
            { value: "share", label: "Share of people there" },
          ]}
          value={asked.as ?? "count"}
          onChange={(to) => change({ as: to === "share" ? "share" : undefined })}
        />
      )}
      <Specialties asked={asked} change={change} />
      <Topic asked={asked} change={change} />
      {mayAsk(me, "segments") && <Lists asked={asked} change={change} />}
    </Group>
  );
}

function Specialties({ asked, change }: Props) {
  const { data } = useAsked(MapSpecialtiesDocument, {});
  const known = (data?.people.groups ?? []).flatMap(({ keys: [key], count: many }) =>
    key?.value ? [{ value: key.value, label: `${key.value} (${count(many)})` }] : [],
  );
  const missing = (asked.specialty ?? []).filter((one) => !known.some(({ value }) => value === one));
  return (
    <MultiSelect
      size="xs"
      w={{ base: "100%", xs: 250 }}
      aria-label="Specialty"
      placeholder={asked.specialty ? "" : "Any specialty"}
      searchable
      clearable
      clearButtonProps={{ "aria-label": "Any specialty" }}
      data={[...known, ...missing.map((value) => ({ value, label: value }))]}
      value={asked.specialty ?? []}
      onChange={(specialty) => change({ specialty })}
      comboboxProps={{ width: 340, position: "bottom-start" }}
    />
  );
}

function Topic({ asked, change }: Props) {
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const { data } = useAsked(MapTopicsDocument, { text }, text.length < 2);
  if (asked.topic) {
    return (
      <Pill
        withRemoveButton
        size="md"
        onRemove={() => change({ topic: undefined })}
        removeButtonProps={{ "aria-label": `Without ${asked.topic}`, "aria-hidden": false, tabIndex: 0 }}
      >
        Papers on {asked.topic}
      </Pill>
    );
  }
  return (
    <Autocomplete
      size="xs"
      w={{ base: "100%", xs: 210 }}
      aria-label="Topic of papers"
      placeholder="Any topic of papers"
      data={(data?.topics.nodes ?? []).map(({ name }) => name)}
      filter={({ options }) => options}
      value={typed}
      onChange={setTyped}
      onOptionSubmit={(topic) => {
        change({ topic });
        setTyped("");
      }}
      comboboxProps={{ width: 320, position: "bottom-start" }}
    />
  );
}

function Lists({ asked, change }: Props) {
  const { data } = useAsked(MapListsDocument, {});
  if (!data?.segments.length) return null;
  return (
    <Select
      size="xs"
      w={{ base: "100%", xs: 190 }}
      aria-label="Segment"
      placeholder="Any segment"
      clearable
      data={data.segments.map(({ id, name }) => ({ value: id, label: name }))}
      value={asked.list ?? null}
      onChange={(list) => change({ list: list ?? undefined })}
    />
  );
}
