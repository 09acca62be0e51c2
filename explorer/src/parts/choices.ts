// What can be chosen from a list, and how many persons there are of each.
import { count } from "./words";

type Groups = { count: number; keys: { value?: string | null }[] }[];

/** Groups of people by one field, as a list offers them; by its name where a second field has it. */
export function choices(groups: Groups | undefined): { value: string; label: string }[] {
  return (groups ?? []).flatMap(({ count: many, keys: [key, name] }) =>
    key?.value
      ? [{ value: key.value, label: `${name?.value ?? key.value} (${count(many)})` }]
      : [],
  );
}
