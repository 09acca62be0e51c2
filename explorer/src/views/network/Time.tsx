import { Box, Button, Group, Slider, Text } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { Change } from "../../parts/address";
import type { Selection, STATE } from "./selection";

interface Props {
  selection: Selection;
  change: Change<typeof STATE>;
}

const YEARS = 8;

/** The last days of quarters, the oldest first; the one after them is today. */
export function quarters(today: Date, years: number): string[] {
  const now = today.getUTCFullYear() * 4 + Math.floor(today.getUTCMonth() / 3);
  return Array.from({ length: years * 4 }, (_, at) => {
    const quarter = now - years * 4 + at;
    const end = new Date(Date.UTC(Math.floor(quarter / 4), (quarter % 4) * 3 + 3, 0));
    return end.toISOString().slice(0, 10);
  });
}

/** The day whose ties are drawn: by the ends of quarters, up to today. */
export function Time({ selection, change }: Props) {
  const days = useMemo(() => quarters(new Date(), YEARS), []);
  const today = days.length;
  const at = placeOf(days, selection.on);
  const [value, setValue] = useState(at);
  useEffect(() => setValue(at), [at]);
  const says = (place: number) => days[place] ?? "Today";
  const marks = days.flatMap((day, place) =>
    day.endsWith("12-31") ? [{ value: place, label: day.slice(0, 4) }] : [],
  );
  return (
    <Box flex="1 1 420px" maw={760} px="lg" pb="md">
      <Group justify="space-between" mb={4} gap="xs">
        <Text size="sm">
          Ties as of <b>{selection.on ?? "today"}</b>
        </Text>
        {selection.on && (
          <Button size="compact-xs" variant="subtle" onClick={() => change({ on: undefined })}>
            Back to today
          </Button>
        )}
      </Group>
      <Slider
        thumbLabel={`Day of the ties: ${says(value)}`}
        min={0}
        max={today}
        step={1}
        size="sm"
        value={value}
        label={says}
        onChange={setValue}
        onChangeEnd={(place) => change({ on: days[place] })}
        marks={[...marks, { value: today, label: "Today" }].filter(
          (mark, place, all) => mark.value === today || all.length - place > 1 && today - mark.value > 2,
        )}
      />
    </Box>
  );
}

function placeOf(days: string[], on: string | undefined): number {
  if (!on) return days.length;
  const place = days.findIndex((day) => day >= on);
  return place < 0 ? days.length - 1 : place;
}
