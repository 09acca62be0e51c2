import { Group, Stack } from "@mantine/core";
import { PickerPersonsDocument } from "../gql/graphql";
import { useAsked } from "../asking/use";
import { Chip } from "./Chip";
import { PersonPicker } from "./PersonPicker";

interface Props {
  label: string;
  description?: string;
  ids: string[];
  onChange: (ids: string[] | undefined) => void;
  most?: number;
}

/** Several persons: picked one after another, each taken out by its chip. */
export function Persons({ ids, onChange, most = 100, ...props }: Props) {
  const { data } = useAsked(PickerPersonsDocument, { ids }, ids.length === 0);
  const names = new Map(data?.people.nodes.map(({ personId, name }) => [personId, name]));
  const keep = (kept: string[]) => onChange(kept.length > 0 ? kept : undefined);
  return (
    <Stack gap={6}>
      <PersonPicker
        {...props}
        placeholder={ids.length > 0 ? "Add somebody" : "A name"}
        id={undefined}
        onPick={(id) => id && keep([...new Set([...ids, id])].slice(0, most))}
      />
      {ids.length > 0 && (
        <Group gap={6} role="group" aria-label={props.label}>
          {ids.map((id) => {
            const name = names.get(id) ?? id;
            return (
              <Chip
                key={id}
                outSays={`Without ${name}`}
                out={() => keep(ids.filter((other) => other !== id))}
              >
                {name}
              </Chip>
            );
          })}
        </Group>
      )}
    </Stack>
  );
}
