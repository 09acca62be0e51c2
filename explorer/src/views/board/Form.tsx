import {
  Box,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { useEffect, useState } from "react";
import { BoardChoicesDocument, BoardCompaniesDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { Chip } from "../../parts/Chip";
import { Persons } from "../../parts/Persons";
import { ThingPicker } from "../../parts/ThingPicker";
import { count } from "../../parts/words";
import { REGIONS, SEATS, STANDINGS, type Asked, type Draft } from "./asking";

interface Props {
  asked: Asked;
  propose: (draft: Draft) => void;
}

/** Who may be invited, what is to be covered and what must hold; nothing is asked until proposed. */
export function Form({ asked, propose }: Props) {
  const [draft, setDraft] = useState<Draft>(asked);
  useEffect(() => setDraft(asked), [asked]);
  const set = (to: Draft) => setDraft((old) => ({ ...old, ...to }));
  return (
    <form
      className="unprinted"
      onSubmit={(event) => {
        event.preventDefault();
        propose(draft);
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
        <Who draft={draft} set={set} />
        <What draft={draft} set={set} />
        <Limits draft={draft} set={set} />
      </SimpleGrid>
      <Group mt="md">
        <Button type="submit">Propose a board</Button>
      </Group>
    </form>
  );
}

interface PartProps {
  draft: Draft;
  set: (to: Draft) => void;
}

function Who({ draft, set }: PartProps) {
  const { data } = useAsked(BoardChoicesDocument, {});
  return (
    <Stack gap="sm">
      <Title order={2} size="h6">
        Who may be invited
      </Title>
      <MultiSelect
        label="Specialties"
        placeholder={draft.specialty ? "" : "any"}
        data={choices(data?.people.specialties)}
        value={draft.specialty ?? []}
        onChange={(specialty) => set({ specialty: someOf(specialty) })}
        searchable
        limit={60}
        comboboxProps={{ withinPortal: false }}
      />
      <MultiSelect
        label="States"
        placeholder={draft.state ? "" : "any"}
        data={choices(data?.people.states)}
        value={draft.state ?? []}
        onChange={(state) => set({ state: someOf(state) })}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
      <MultiSelect
        label="Regions of practice"
        placeholder={draft.regions ? "" : "any"}
        data={REGIONS}
        value={draft.regions ?? []}
        onChange={(regions) => set({ regions: someOf(regions) as Draft["regions"] })}
        comboboxProps={{ withinPortal: false }}
      />
      <NumberInput
        label="Papers, at least"
        placeholder="any"
        min={1}
        value={draft.papers ?? ""}
        onChange={(papers) => set({ papers: Number(papers) || undefined })}
      />
    </Stack>
  );
}

function What({ draft, set }: PartProps) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h6">
        What it is to cover
      </Title>
      <NumberInput
        label="Seats"
        min={1}
        max={30}
        value={draft.seats ?? SEATS}
        onChange={(seats) => set({ seats: Number(seats) || undefined })}
      />
      <Select
        label="Standing by"
        data={STANDINGS}
        value={draft.standing ?? "INFLUENCE"}
        allowDeselect={false}
        onChange={(standing) => set({ standing: standing ?? undefined })}
        comboboxProps={{ withinPortal: false }}
      />
      <ThingPicker
        kind="topic"
        label="About"
        placeholder="A MeSH heading"
        description="Only who has a paper or trial about it or below it"
        shown={draft.topic ?? ""}
        onPick={(to) => set({ topic: to?.id })}
      />
      <ThingPicker
        kind="topic"
        label="Topics to cover"
        placeholder="Add a MeSH heading"
        description="Else the headings directly below the one above"
        onPick={(to) => to && set({ topics: [...new Set([...(draft.topics ?? []), to.id])] })}
      />
      <Chips
        label="Topics to cover"
        ids={draft.topics}
        onChange={(topics) => set({ topics })}
        nameOf={(id) => id}
      />
    </Stack>
  );
}

function Limits({ draft, set }: PartProps) {
  const limits = [
    ["perInstitution", "institution"],
    ["perSponsor", "sponsor"],
    ["perCommunity", "circle"],
  ] as const;
  return (
    <Stack gap="sm">
      <Title order={2} size="h6">
        What must hold
      </Title>
      <Box component="fieldset" p={0} m={0} bd={0}>
        <Text component="legend" size="sm" fw={500}>
          At most so many seats of one…
        </Text>
        <Group grow wrap="nowrap" gap="xs">
          {limits.map(([name, says]) => (
            <NumberInput
              key={name}
              label={says}
              placeholder="any"
              min={1}
              max={30}
              value={draft[name] ?? ""}
              onChange={(most) => set({ [name]: Number(most) || undefined })}
            />
          ))}
        </Group>
      </Box>
      <Companies
        label="Nobody paid by"
        ids={draft.withoutPayees}
        onChange={(withoutPayees) => set({ withoutPayees })}
      />
      <Companies
        label="Nobody paid for speaking by"
        ids={draft.withoutSpeakers}
        onChange={(withoutSpeakers) => set({ withoutSpeakers })}
      />
      <Persons
        label="Who must be in"
        ids={draft.include ?? []}
        most={30}
        onChange={(include) => set({ include })}
      />
      <Persons
        label="Who must not be in"
        ids={draft.exclude ?? []}
        onChange={(exclude) => set({ exclude })}
      />
    </Stack>
  );
}

interface ListProps {
  label: string;
  ids: string[] | undefined;
  onChange: (ids: string[] | undefined) => void;
}

function Companies({ label, ids, onChange }: ListProps) {
  const { data } = useAsked(BoardCompaniesDocument, { ids: ids ?? [] }, !ids);
  const names = new Map(data?.companies.nodes.map(({ companyId, name }) => [companyId, name]));
  return (
    <Stack gap={6}>
      <ThingPicker
        kind="company"
        label={label}
        placeholder="Add a company"
        onPick={(to) => to && onChange([...new Set([...(ids ?? []), to.id])])}
      />
      <Chips label={label} ids={ids} onChange={onChange} nameOf={(id) => names.get(id) ?? id} />
    </Stack>
  );
}

function Chips({ label, ids, onChange, nameOf }: ListProps & { nameOf: (id: string) => string }) {
  if (!ids || ids.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={label}>
      {ids.map((id) => (
        <Chip
          key={id}
          outSays={`Take out ${nameOf(id)}`}
          out={() => onChange(someOf(ids.filter((other) => other !== id)))}
        >
          {nameOf(id)}
        </Chip>
      ))}
    </Group>
  );
}

function someOf<Value>(list: Value[]): Value[] | undefined {
  return list.length > 0 ? list : undefined;
}

type Groups = { count: number; keys: { value?: string | null | undefined }[] }[] | undefined;

function choices(groups: Groups): { value: string; label: string }[] {
  return (groups ?? []).flatMap(({ keys: [key], count: many }) =>
    key?.value ? [{ value: key.value, label: `${key.value} (${count(many)})` }] : [],
  );
}
