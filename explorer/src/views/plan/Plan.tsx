import { Grid, NumberInput, Select, Switch, Tabs } from "@mantine/core";
import { useEffect } from "react";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { PersonPicker } from "../../parts/PersonPicker";
import { Persons } from "../../parts/Persons";
import {
  flag,
  listOf,
  number,
  oneOf,
  text,
  useAddress,
  type Change,
  type State,
} from "../../parts/address";
import { mayAsk, useMe } from "../../shell/me";
import { lastAsker, rememberAsker } from "../introductions/asking";
import { Next } from "./Next";
import { Reach } from "./Reach";

export const STATE = {
  from: text,
  to: listOf(text, 50),
  tab: oneOf("next", "reach"),
  asks: number(1, 50),
  each: number(1, 50),
  hops: number(1, 6),
  withoutIndustry: flag,
  without: listOf(text, 50),
  least: number(0, 1),
  state: text,
  open: text,
};
export type Asked = State<typeof STATE>;
export type ToChange = Change<typeof STATE>;

/** Several introductions at once: whom to ask next, who is in reach, and who would be lost. */
export default function Plan() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  useEffect(() => {
    const last = lastAsker();
    if (!asked.from && last) change({ from: last }, { replace: true });
    // Only where the view opens: whoever is taken out stays out.
  }, []);
  if (!mayAsk(me, "nextIntroductions", "reach")) {
    return (
      <>
        <Head title="Plan introductions" />
        <Empty title="Not for your role">Introductions are for liaisons and analysts.</Empty>
      </>
    );
  }
  return (
    <>
      <Head title="Plan introductions" says="Whom to ask next, who is in reach, and who hangs on whom" />
      <Grid className="unprinted" align="flex-start">
        <Grid.Col span={{ base: 12, sm: 5 }}>
          <PersonPicker
            label="Who asks"
            placeholder="A liaison, a team or a person"
            us="too"
            id={asked.from}
            onPick={(from) => {
              if (from) rememberAsker(from);
              change({ from, open: undefined });
            }}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <Select
            label="Ties in a chain, at most"
            data={["1", "2", "3", "4", "5", "6"]}
            value={String(asked.hops ?? 4)}
            allowDeselect={false}
            onChange={(hops) => change({ hops: hops === "4" ? undefined : Number(hops) })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 4 }} pt={{ base: 32, sm: 36 }}>
          <Switch
            label="Without company ties"
            checked={asked.withoutIndustry ?? false}
            onChange={({ currentTarget }) =>
              change({ withoutIndustry: currentTarget.checked || undefined })
            }
          />
        </Grid.Col>
      </Grid>
      <Tabs
        value={asked.tab ?? "next"}
        onChange={(tab) => change({ tab: tab === "reach" ? "reach" : undefined })}
        keepMounted={false}
        mt="md"
      >
        <Tabs.List className="unprinted">
          <Tabs.Tab value="next">Whom to ask next</Tabs.Tab>
          <Tabs.Tab value="reach">Who is in reach</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="next" pt="md">
          <Targets asked={asked} change={change} />
          {asked.from && asked.to ? (
            <Next asked={asked} from={asked.from} to={asked.to} change={change} />
          ) : (
            <Empty title={asked.to ? "Who asks?" : "Whom do you want to meet?"}>
              Pick the persons to be met, and you are told whom to ask first, so that most of them
              are opened by the fewest requests.
            </Empty>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="reach" pt="md">
          {asked.from ? (
            <Reach asked={asked} from={asked.from} change={change} />
          ) : (
            <Empty title="Who asks?">Pick a liaison, a team or a person above.</Empty>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Targets({ asked, change }: { asked: Asked; change: ToChange }) {
  return (
    <Grid className="unprinted" align="flex-start" mb="md">
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <Persons
          label="Whom to meet"
          most={50}
          ids={asked.to ?? []}
          onChange={(to) => change({ to, open: undefined })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 2 }}>
        <NumberInput
          label="Requests"
          min={1}
          max={50}
          value={asked.asks ?? 10}
          onChange={(asks) => change({ asks: Number(asks) || undefined }, { replace: true })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, sm: 3 }}>
        <NumberInput
          label="Of one introducer, at most"
          min={1}
          max={50}
          value={asked.each ?? 2}
          onChange={(each) => change({ each: Number(each) || undefined }, { replace: true })}
        />
      </Grid.Col>
    </Grid>
  );
}
