import { Grid, NumberInput, Select, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { ScreeningCompanyDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { PersonPicker } from "../../parts/PersonPicker";
import { ThingPicker } from "../../parts/ThingPicker";
import { lastInviter, rememberInviter, ROLES, statesIn, type Asked, type ToChange } from "./asking";

/** Who is invited, to be what, by whom; and what for, where it is known. */
export function Form({ asked, change }: { asked: Asked; change: ToChange }) {
  const company = useAsked(ScreeningCompanyDocument, { id: asked.company ?? "" }, !asked.company);
  const [states, setStates] = useState(asked.states?.join(", ") ?? "");
  useEffect(() => setStates(asked.states?.join(", ") ?? ""), [asked.states]);
  useEffect(() => {
    const last = lastInviter();
    if (!asked.company && last) change({ company: last }, { replace: true });
    // Only where the view opens: what is taken out stays out.
  }, []);
  const anew = { filed: undefined };
  return (
    <Grid className="unprinted" align="flex-start">
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <PersonPicker
          label="Who is invited"
          placeholder="A name"
          id={asked.person}
          onPick={(person) => change({ person, ...anew })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 5, sm: 3 }}>
        <Select
          label="To be"
          placeholder="A role"
          data={ROLES}
          value={asked.role ?? null}
          onChange={(role) => change({ role: role ?? undefined, ...anew })}
          comboboxProps={{ withinPortal: false }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 7, sm: 4 }}>
        <ThingPicker
          kind="company"
          label="By the company"
          placeholder="A name"
          shown={company.data?.company?.name ?? asked.company ?? ""}
          onPick={(to) => {
            if (to) rememberInviter(to.id);
            change({ company: to?.id, ...anew });
          }}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <ThingPicker
          kind="topic"
          label="About (may be left out)"
          placeholder="A MeSH heading"
          shown={asked.topic ?? ""}
          onPick={(to) => change({ topic: to?.id, ...anew })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 12, xs: 4, sm: 3 }}>
        <TextInput
          label="In the states"
          placeholder="State of practice"
          value={states}
          maxLength={100}
          onChange={({ currentTarget }) => setStates(currentTarget.value)}
          onBlur={() => change({ states: statesIn(states), ...anew }, { replace: true })}
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, xs: 4, sm: 2 }}>
        <NumberInput
          label="Hours"
          placeholder="no fee meant"
          min={0.1}
          max={2000}
          value={asked.hours ?? ""}
          onChange={(hours) =>
            change({ hours: Number(hours) > 0 ? Number(hours) : undefined, ...anew }, { replace: true })
          }
        />
      </Grid.Col>
      <Grid.Col span={{ base: 6, xs: 4, sm: 2 }}>
        <NumberInput
          label="Dollars an hour"
          min={0}
          max={100000}
          prefix="$"
          thousandSeparator=","
          value={asked.rate ?? ""}
          onChange={(rate) =>
            change({ rate: rate === "" ? undefined : Number(rate), ...anew }, { replace: true })
          }
        />
      </Grid.Col>
    </Grid>
  );
}
