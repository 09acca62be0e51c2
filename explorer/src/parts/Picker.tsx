import { CloseButton, Combobox, Loader, Text, TextInput, useCombobox } from "@mantine/core";
import { useState, type ReactNode } from "react";

/** One of what can be picked. */
export interface Option {
  id: string;
  name: string;
  says?: string | undefined;
}

export interface Group {
  title: string;
  options: Option[];
}

interface Props {
  label: string;
  placeholder?: string;
  description?: ReactNode;
  error?: string | undefined;
  /** The name of what is picked now. */
  shown: string;
  typed: string;
  onType: (typed: string) => void;
  groups: Group[];
  isAsking: boolean;
  onPick: (option: Option) => void;
  onClear?: (() => void) | undefined;
  size?: "xs" | "sm" | "md";
}

/** Picks one of what is found by some letters: arrows choose, Enter picks, Esc leaves all as it was. */
export function Picker(props: Props) {
  const { typed, onType, groups, shown } = props;
  const [isIn, setIn] = useState(false);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const found = groups.filter(({ options }) => options.length > 0);
  const leave = () => {
    setIn(false);
    onType("");
    box.closeDropdown();
  };
  return (
    <Combobox
      store={box}
      withinPortal={false}
      onOptionSubmit={(value) => {
        const option = found.flatMap(({ options }) => options).find(({ id }) => id === value);
        leave();
        if (option) props.onPick(option);
      }}
    >
      <Combobox.Target>
        <TextInput
          label={props.label}
          description={props.description}
          error={props.error}
          placeholder={props.placeholder}
          size={props.size ?? "sm"}
          autoComplete="off"
          maxLength={200}
          value={isIn ? typed : shown}
          onFocus={() => {
            setIn(true);
            box.openDropdown();
          }}
          onBlur={leave}
          onClick={() => {
            setIn(true);
            box.openDropdown();
          }}
          onChange={({ currentTarget }) => {
            setIn(true);
            onType(currentTarget.value);
            box.openDropdown();
            box.updateSelectedOptionIndex();
          }}
          rightSection={<Right {...props} />}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} style={{ overflowY: "auto" }} aria-label={props.label}>
          {found.map(({ title, options }) => (
            <Combobox.Group key={title} label={title}>
              {options.map((option) => (
                <Combobox.Option key={option.id} value={option.id}>
                  <Text size="sm" className="long">
                    <bdi>{option.name}</bdi>
                  </Text>
                  {option.says && (
                    <Text size="xs" c="dimmed" className="long">
                      {option.says}
                    </Text>
                  )}
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {found.length === 0 && <Combobox.Empty>{emptyOf(typed, props.isAsking)}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Right({ isAsking, shown, onClear, label, typed }: Props) {
  if (isAsking && typed) return <Loader size={16} aria-hidden />;
  if (!shown || !onClear) return null;
  return <CloseButton size="sm" aria-label={`Clear ${label.toLowerCase()}`} onClick={onClear} />;
}

function emptyOf(typed: string, isAsking: boolean): string {
  if (typed.trim().length < 2) return "Type two letters or more";
  return isAsking ? "Looking…" : "Nothing of that name";
}
