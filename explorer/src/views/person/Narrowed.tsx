import { Group } from "@mantine/core";
import { Chip } from "../../parts/Chip";
import type { Of } from "./Person";

/** What narrows a list, each to be taken out. */
export function Narrowed({ state, change, by }: Pick<Of, "state" | "change"> & { by: ("topic" | "year")[] }) {
  const parts = by.flatMap((name) => (state[name] ? [{ name, says: state[name] }] : []));
  if (parts.length === 0) return null;
  return (
    <Group gap="xs" mb={4} role="group" aria-label="Narrowed to">
      {parts.map(({ name, says }) => (
        <Chip
          key={name}
          out={() => change({ [name]: undefined })}
          outSays={`Without ${says}`}
        >
          {says}
        </Chip>
      ))}
    </Group>
  );
}
