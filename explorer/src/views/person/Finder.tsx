import { Combobox, Loader, Text, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsked } from "../../asking/use";
import { PersonLookupDocument, type PersonLookupQuery } from "../../gql/graphql";
import { placeOf } from "../../parts/words";

export type FoundPerson = PersonLookupQuery["people"]["nodes"][number];

interface Props {
  label: string;
  /** Ids of persons who are not offered. */
  without?: string[];
  choose: (person: FoundPerson) => void;
}

/** Finds a person by name as it is typed, to be chosen by mouse or keyboard. */
export function Finder({ label, without = [], choose }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 180);
  const { data, isAsking } = useAsked(PersonLookupDocument, { text }, text.length < 2);
  const found = (data?.people.nodes ?? []).filter(({ personId }) => !without.includes(personId));
  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(id) => {
        const chosen = found.find(({ personId }) => personId === id);
        if (!chosen) return;
        setTyped("");
        combobox.closeDropdown();
        choose(chosen);
      }}
    >
      <Combobox.Target>
        <TextInput
          label={label}
          placeholder="Type a name"
          maxLength={200}
          value={typed}
          rightSection={isAsking ? <Loader size={14} /> : null}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={text.length < 2 || !data}>
        <Combobox.Options aria-label={label} mah={320} style={{ overflowY: "auto" }}>
          {found.map((person) => (
            <Combobox.Option key={person.personId} value={person.personId}>
              <Text size="sm" className="long">
                <bdi>{person.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed" className="long">
                {placeOf(person)}
              </Text>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>Nobody of that name</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
