import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { NetworkAddDocument, type NetworkAddQuery } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { placeOf } from "../../parts/words";
import type { Acts } from "./acts";
import type { Node } from "./drawn";
import type { Shown } from "./use";

interface Props {
  shown: Shown | null;
  acts: Acts;
}

const MOST = 8;

/** Finds somebody in the drawing, or puts somebody in. */
export function Finder({ shown, acts }: Props) {
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const { data } = useAsked(NetworkAddDocument, { text }, text.length < 2);
  const here = inDrawing(shown, typed);
  const groups = [
    { group: "In the drawing", items: here },
    { group: "Put into the drawing", items: toAdd(data, shown) },
  ].filter(({ items }) => items.length > 0);
  return (
    <Select
      size="xs"
      w={{ base: "100%", xs: 300 }}
      searchable
      clearable={false}
      value={null}
      aria-label="Find in the drawing, or put somebody in"
      placeholder="Find here, or put somebody in"
      leftSection={<IconSearch size={15} aria-hidden />}
      searchValue={typed}
      onSearchChange={setTyped}
      data={groups}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim().length < 2 ? "Type a name" : "Nobody of that name"}
      maxDropdownHeight={420}
      comboboxProps={{ width: 420, position: "bottom-start" }}
      onChange={(value) => {
        if (!value) return;
        const [what = "", id = ""] = split(value);
        if (what === "here") acts.seek(id);
        if (what === "put") acts.put(id);
        if (what === "at") acts.change({ institution: id, circle: undefined });
        setTyped("");
      }}
    />
  );
}

const split = (value: string): [string, string] => {
  const at = value.indexOf(" ");
  return [value.slice(0, at), value.slice(at + 1)];
};

function inDrawing(shown: Shown | null, typed: string) {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  const nodes = [...(shown?.drawn.nodes.values() ?? [])];
  return nodes
    .filter(({ name }) => wanted.every((part) => plain(name).includes(part)))
    .sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0))
    .slice(0, MOST)
    .map((node) => ({ value: `here ${node.id}`, label: labelOf(node) }));
}

function toAdd(data: NetworkAddQuery | undefined, shown: Shown | null) {
  const people = (data?.people.nodes ?? [])
    .filter(({ personId }) => !shown?.drawn.nodes.has(personId))
    .map((person) => ({ value: `put ${person.personId}`, label: labelOf(person) }));
  const institutions = (data?.institutions.nodes ?? []).map(({ institutionId, name, city, state }) => ({
    value: `at ${institutionId}`,
    label: `All of ${[name, city, state].filter(Boolean).join(", ")}`,
  }));
  return [...people, ...institutions];
}

const labelOf = (node: Pick<Node, "name" | "specialty" | "city" | "state">): string =>
  `${node.name}, ${placeOf(node)}`;

/** A name as it is compared: without accents and capitals. */
export const plain = (name: string): string =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
