import {
  Button,
  Collapse,
  Grid,
  Group,
  NumberInput,
  Select,
  Slider,
  Stack,
  Switch,
  Text,
  TextInput,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAdjustments } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { PersonPicker } from "../../parts/PersonPicker";
import { ThingPicker } from "../../parts/ThingPicker";
import { FIRST, HOPS, type Asked, type ToChange } from "./asking";
import { LeftOut } from "./LeftOut";

const THIS_YEAR = new Date().getUTCFullYear();
const YEARS = 10;

interface Props {
  asked: Asked;
  change: ToChange;
}

/** What the chains must fulfil: chips of what is left out, and all that can be set. */
export function Narrowing({ asked, change }: Props) {
  const [isOpen, { toggle }] = useDisclosure(false);
  return (
    <Stack gap="xs" mt="sm" className="unprinted">
      <Group justify="space-between" align="flex-start" gap="xs">
        <LeftOut asked={asked} change={change} />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconAdjustments size={15} aria-hidden />}
          onClick={toggle}
          aria-expanded={isOpen}
        >
          Narrow
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && <Controls asked={asked} change={change} />}
      </Collapse>
    </Stack>
  );
}

function Controls({ asked, change }: Props) {
  const more = (list: string[] | undefined, id: string) => [...new Set([...(list ?? []), id])];
  return (
    <Grid gap="md" pb="md">
      <Grid.Col span={{ base: 12, sm: 6, md: 4 }}>
        <Stack gap="sm">
          <Past asked={asked} change={change} />
          <NumberInput
            label="Latest record at most"
            suffix=" years old"
            min={1}
            max={100}
            value={asked.years ?? ""}
            placeholder="any age"
            onChange={(years) =>
              change({ years: Number(years) >= 1 ? Number(years) : undefined }, { replace: true })
            }
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, md: 4 }}>
        <Stack gap="sm">
          <NumberInput
            label="Least strength of every tie"
            min={0}
            max={1}
            step={0.05}
            decimalScale={2}
            value={asked.least ?? ""}
            placeholder="any strength"
            onChange={(least) =>
              change({ least: Number(least) > 0 ? Number(least) : undefined }, { replace: true })
            }
          />
          <Group grow align="flex-end">
            <Select
              label="Ties in a chain"
              data={["1", "2", "3", "4", "5", "6"]}
              value={String(asked.hops ?? HOPS)}
              allowDeselect={false}
              onChange={(hops) => change({ hops: numberBut(hops, HOPS) })}
            />
            <Select
              label="How many"
              data={["3", "5", "10", "20"]}
              value={String(asked.first ?? FIRST)}
              allowDeselect={false}
              onChange={(first) => change({ first: numberBut(first, FIRST) })}
            />
          </Group>
          <Switch
            label="Without company ties"
            description="No trials, events or fees of companies"
            checked={asked.withoutIndustry ?? false}
            onChange={({ currentTarget }) =>
              change({ withoutIndustry: currentTarget.checked || undefined })
            }
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 6, md: 4 }}>
        <Stack gap="sm">
          <PersonPicker
            label="Without a person"
            id={undefined}
            onPick={(id) => id && change({ withoutPersons: more(asked.withoutPersons, id) })}
          />
          <ThingPicker
            kind="company"
            label="Without payees of a company"
            onPick={(to) => to && change({ withoutCompanies: more(asked.withoutCompanies, to.id) })}
          />
          <ThingPicker
            kind="institution"
            label="Without an institution"
            onPick={(to) => to && change({ withoutPlaces: more(asked.withoutPlaces, to.id) })}
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={12}>
        <Group gap="xl">
          <Switch
            label="Another introducer in each chain"
            checked={!asked.anyIntroducer}
            onChange={({ currentTarget }) =>
              change({ anyIntroducer: currentTarget.checked ? undefined : true })
            }
          />
          <Switch
            label="Without payees of competitors"
            checked={asked.withoutCompetitors ?? false}
            onChange={({ currentTarget }) =>
              change({ withoutCompetitors: currentTarget.checked || undefined })
            }
          />
        </Group>
      </Grid.Col>
    </Grid>
  );
}

const numberBut = (given: string | null, usual: number): number | undefined =>
  given === null || Number(given) === usual ? undefined : Number(given);

/** A past day to look from: by the year, or exactly. */
function Past({ asked, change }: Props) {
  const shown = asked.on ? Number(asked.on.slice(0, 4)) : THIS_YEAR;
  const [year, setYear] = useState(shown);
  useEffect(() => setYear(shown), [shown]);
  return (
    <div>
      <Text size="sm" fw={500} id="as-of">
        As it looked {asked.on ? `on ${asked.on}` : "today"}
      </Text>
      <Slider
        min={THIS_YEAR - YEARS}
        max={THIS_YEAR}
        value={Math.max(THIS_YEAR - YEARS, year)}
        onChange={setYear}
        onChangeEnd={(to) => change({ on: to === THIS_YEAR ? undefined : `${to}-12-31` })}
        label={(to) => (to === THIS_YEAR ? "today" : `end of ${to}`)}
        thumbProps={{ "aria-labelledby": "as-of" }}
        marks={[{ value: THIS_YEAR - YEARS }, { value: THIS_YEAR - 5 }, { value: THIS_YEAR }]}
        my="xs"
      />
      <TextInput
        type="date"
        size="xs"
        aria-label="As it looked on this day"
        max={new Date().toISOString().slice(0, 10)}
        value={asked.on ?? ""}
        onChange={({ currentTarget }) => change({ on: currentTarget.value || undefined })}
      />
    </div>
  );
}
