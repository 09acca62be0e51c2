import { Button, Checkbox, Popover, Select, Slider, Stack, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useEffect, useState, type ReactNode } from "react";
import type { Change } from "../../parts/address";
import { share } from "../../parts/words";
import { EVERY, KINDS, type Kind } from "./kinds";
import { kindsOf, type Selection, type STATE } from "./selection";

interface Props {
  selection: Selection;
  change: Change<typeof STATE>;
}

/** Which ties are drawn: of which kind, how strong, how fresh. */
export function Filters({ selection, change }: Props) {
  const kinds = kindsOf(selection);
  const [first] = kinds;
  const named =
    kinds.length === EVERY.length
      ? "All kinds"
      : kinds.length === 1 && first
        ? KINDS[first].title
        : `${kinds.length} kinds of tie`;
  return (
    <>
      <Menu says={named} label="Kinds of tie" width={380}>
        <Kinds kinds={kinds} selection={selection} change={change} />
      </Menu>
      <Menu
        says={selection.least ? `Strength from ${share(selection.least)}` : "Any strength"}
        label="Least strength"
        width={320}
      >
        <Least selection={selection} change={change} />
      </Menu>
      <Select
        size="xs"
        w={170}
        aria-label="Since when"
        allowDeselect={false}
        data={sinceOf(selection)}
        value={selection.since ?? "any"}
        onChange={(since) => change({ since: since === "any" ? undefined : (since ?? undefined) })}
      />
    </>
  );
}

function Menu(props: { says: string; label: string; width: number; children: ReactNode }) {
  return (
    <Popover width={props.width} position="bottom-start" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={`${props.label}: ${props.says}`}
        >
          {props.says}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>{props.children}</Popover.Dropdown>
    </Popover>
  );
}

function Kinds({ kinds, selection, change }: Props & { kinds: Kind[] }) {
  return (
    <Stack gap={10}>
      {EVERY.map((name) => (
        <Checkbox
          key={name}
          size="xs"
          label={KINDS[name].title}
          description={KINDS[name].says}
          checked={kinds.includes(name)}
          onChange={({ currentTarget }) => {
            const to = currentTarget.checked
              ? [...kinds, name]
              : kinds.filter((other) => other !== name);
            const isPlain = to.length === 0 || (to.length === 1 && to[0] === "work");
            change({ kinds: isPlain ? undefined : to });
          }}
        />
      ))}
      <Checkbox
        size="xs"
        label="Our liaisons"
        description="Who of us has met those whose ties are opened; not on a past day"
        checked={selection.met ?? false}
        onChange={({ currentTarget }) => change({ met: currentTarget.checked || undefined })}
      />
    </Stack>
  );
}

function Least({ selection, change }: Props) {
  const [value, setValue] = useState(selection.least ?? 0);
  useEffect(() => setValue(selection.least ?? 0), [selection.least]);
  return (
    <Stack gap="xs" pb="md">
      <Text size="xs" c="dimmed">
        Strength is the chance that a tie is active again within two years. Weaker ties, and whoever
        has no other, are left out.
      </Text>
      <Slider
        thumbLabel="Least strength"
        min={0}
        max={1}
        step={0.05}
        value={value}
        label={share}
        onChange={setValue}
        onChangeEnd={(least) => change({ least: least || undefined })}
        marks={[0, 0.25, 0.5, 0.75, 1].map((at) => ({ value: at, label: share(at) }))}
      />
    </Stack>
  );
}

function sinceOf({ since, on }: Selection) {
  const from = on ? new Date(on) : new Date();
  const years = [1, 2, 3, 5, 10].map((many) => {
    const day = new Date(Date.UTC(from.getUTCFullYear() - many, from.getUTCMonth(), 1));
    return { value: day.toISOString().slice(0, 10), label: `Active in ${many === 1 ? "the last year" : `${many} years`}` };
  });
  const known = years.some(({ value }) => value === since);
  return [
    { value: "any", label: "Active at any time" },
    ...years,
    ...(since && !known ? [{ value: since, label: `Active since ${since}` }] : []),
  ];
}
