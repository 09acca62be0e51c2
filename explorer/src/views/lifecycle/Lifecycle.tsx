import { Box, Grid, NumberInput, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { LifecycleDocument, type LifecycleQuery } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { day, flag, number, text, useAddress, type State } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { ThingPicker } from "../../parts/ThingPicker";
import { listed } from "../../parts/words";
import { mayAsk, useMe } from "../../shell/me";
import { MilestoneCard } from "./MilestoneCard";
import { TimeLine } from "./TimeLine";

const STATE = { product: text, on: day, first: number(1, 50), late: flag };
type Asked = State<typeof STATE>;
type Told = LifecycleQuery["lifecycle"];

/** Which experts a product needs at each milestone, who was met, and how late. */
export default function Lifecycle() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  if (!mayAsk(me, "lifecycle")) {
    return (
      <>
        <Head title="Lifecycle of a product" />
        <Empty title="Not for your role">Lifecycles are for liaisons and analysts.</Empty>
      </>
    );
  }
  return (
    <>
      <Head
        title="Lifecycle of a product"
        says="Which experts each milestone needs, who was met, and who is late"
      />
      <Grid className="unprinted" align="flex-start">
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <ThingPicker
            kind="product"
            label="Product"
            placeholder="A name"
            shown={asked.product ?? ""}
            onPick={(to) => change({ product: to?.id })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <TextInput
            type="date"
            label="Seen from the day"
            value={asked.on ?? ""}
            onChange={({ currentTarget }) => change({ on: currentTarget.value || undefined })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 6, sm: 3 }}>
          <NumberInput
            label="Experts of each milestone"
            min={1}
            max={50}
            value={asked.first ?? 5}
            onChange={(first) => change({ first: Number(first) || undefined }, { replace: true })}
          />
        </Grid.Col>
        <Grid.Col span={12}>
          <Switch
            label="Only those missed or met late"
            checked={asked.late ?? false}
            onChange={({ currentTarget }) => change({ late: currentTarget.checked || undefined })}
          />
        </Grid.Col>
      </Grid>
      {asked.product ? (
        <Found asked={asked} product={asked.product} />
      ) : (
        <Empty title="Which product?">
          Pick a product of your list. Its conditions say which experts it needs, and its listed
          days say from when on.
        </Empty>
      )}
    </>
  );
}

function Found({ asked, product }: { asked: Asked; product: string }) {
  const answer = useAsked(LifecycleDocument, {
    product,
    asOf: asked.on ?? null,
    first: asked.first ?? 5,
  });
  return (
    <Answer of={answer} lines={10}>
      {({ lifecycle }) => <Milestones told={lifecycle} onlyLate={asked.late ?? false} />}
    </Answer>
  );
}

function Milestones({ told, onlyLate }: { told: Told; onlyLate: boolean }) {
  const conditions = [...new Set(told.milestones.map(({ condition }) => condition))];
  const companies = told.product.companies.nodes.map(({ name }) => name);
  return (
    <Stack gap="lg" mt="md">
      <Box>
        <Text size="sm" c="dimmed">
          {[told.product.kind, companies.length > 0 ? `made by ${listed(companies)}` : null]
            .filter(Boolean)
            .join(", ")}
        </Text>
        <Text role="status">{told.said}</Text>
      </Box>
      <TimeLine product={told.product.name} today={told.asOf} />
      {conditions.length === 0 && (
        <Empty title="For no condition">
          Your list of products does not say what this one is for, so no experts can be told.
        </Empty>
      )}
      {conditions.map((condition) => {
        const milestones = told.milestones.filter((one) => one.condition === condition);
        return (
          <section key={condition} aria-label={condition}>
            <Title order={2} size="h4">
              <bdi>{condition}</bdi>
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {milestones[0]?.phase ?? "How far it is, is not listed"}
            </Text>
            <Stack gap="md">
              {milestones.map((milestone) => (
                <MilestoneCard key={milestone.name} milestone={milestone} onlyLate={onlyLate} />
              ))}
            </Stack>
          </section>
        );
      })}
    </Stack>
  );
}
