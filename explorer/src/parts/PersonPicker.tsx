import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { PickerPeopleDocument, PickerPersonDocument, PickerUsDocument } from "../gql/graphql";
import { useAsked } from "../asking/use";
import { Picker, type Group } from "./Picker";
import { placeOf } from "./words";

interface Props {
  label: string;
  placeholder?: string;
  description?: string;
  /** Who is picked: a `personId`, or `Liaison:…` and `Team:…` where these may be. */
  id: string | undefined;
  onPick: (id: string | undefined, name?: string) => void;
  /** Whether liaisons and teams may be picked beside persons, or alone. */
  us?: "too" | "only";
  size?: "xs" | "sm" | "md";
}

/** Picks a person by some letters of the name; where it may be, a liaison or a team as well. */
export function PersonPicker({ id, onPick, us, ...props }: Props) {
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const isOurs = id !== undefined && ours(id) !== null;
  const people = useAsked(PickerPeopleDocument, { text }, us === "only" || text.length < 2);
  const own = useAsked(PickerUsDocument, { text: text || null }, !us);
  const held = useAsked(PickerPersonDocument, { id: id ?? "" }, !id || isOurs || us === "only");
  const isNone = Boolean(id) && !isOurs && held.data !== undefined && !held.data.person;
  const named = useAsked(PickerUsDocument, { text: id ?? null }, !us || !isNone);
  const groups: Group[] = [
    {
      title: "Teams",
      options: (own.data?.teams.nodes ?? []).map(({ teamId }) => ({
        id: `Team:${teamId}`,
        name: teamId,
      })),
    },
    {
      title: "Liaisons",
      options: (own.data?.liaisons.nodes ?? []).map(({ liaisonId }) => ({
        id: `Liaison:${liaisonId}`,
        name: liaisonId,
      })),
    },
    {
      title: "People",
      options: (people.data?.people.nodes ?? []).map((person) => ({
        id: person.personId,
        name: person.name,
        says: placeOf(person),
      })),
    },
  ];
  // A liaison or a team may be named without saying which it is.
  const isNamed = [
    ...(named.data?.liaisons.nodes.map(({ liaisonId }) => liaisonId) ?? []),
    ...(named.data?.teams.nodes.map(({ teamId }) => teamId) ?? []),
  ].some((name) => name === id);
  const isUnknown = isNone && !isNamed && (!us || named.data !== undefined);
  const name = ours(id ?? "") ?? held.data?.person?.name;
  return (
    <Picker
      {...props}
      shown={name ?? (us === "only" || isNamed ? (id ?? "") : "")}
      typed={typed}
      onType={setTyped}
      groups={groups}
      isAsking={people.isAsking || own.isAsking || text !== typed.trim()}
      error={isUnknown ? `Nobody has the id ${id ?? ""}` : undefined}
      onPick={(option) => onPick(option.id, option.name)}
      onClear={id ? () => onPick(undefined) : undefined}
    />
  );
}

/** The name of a liaison or a team, of an id that says it is one. */
export function ours(id: string): string | null {
  return /^(?:Liaison|Team):(.+)$/.exec(id)?.[1] ?? null;
}
