import { Grid } from "@mantine/core";
import { useEffect } from "react";
import { PersonPicker } from "../../parts/PersonPicker";
import { lastAsker, rememberAsker, type Asked, type ToChange } from "./asking";

/** Who asks, and whom to meet. Whoever asked last asks again. */
export function Ends({ asked, change }: { asked: Asked; change: ToChange }) {
  useEffect(() => {
    const last = lastAsker();
    if (!asked.from && last) change({ from: last }, { replace: true });
    // Only where the view opens: whoever is taken out stays out.
  }, []);
  const opened = { chain: undefined, records: undefined };
  return (
    <Grid className="unprinted">
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <PersonPicker
          label="Who asks"
          placeholder="A liaison, a team or a person"
          us="too"
          id={asked.from}
          onPick={(from) => {
            if (from) rememberAsker(from);
            change({ from, ...opened });
          }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <PersonPicker
          label="Whom to meet"
          placeholder="A name, as you know it"
          id={asked.to}
          onPick={(to) => change({ to, ...opened })}
        />
      </Grid.Col>
    </Grid>
  );
}
