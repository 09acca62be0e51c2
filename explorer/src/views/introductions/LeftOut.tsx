import { Button, Group, Text } from "@mantine/core";
import { IntroductionsLeftOutDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { titleOf } from "../../parts/chain/saying";
import { Chip } from "../../parts/Chip";
import { dayOf } from "../../parts/days";
import { counted, share } from "../../parts/words";
import { isNarrowed, WIDE, type Asked, type ToChange } from "./asking";

interface Left {
  key: string;
  says: string;
  back: Partial<Asked> | Record<string, undefined>;
}

/** What the question does without, each as a chip that takes it back. */
export function LeftOut({ asked, change }: { asked: Asked; change: ToChange }) {
  const names = useNames(asked);
  const chips = [...ofLists(asked, names), ...ofOthers(asked)];
  if (chips.length === 0) {
    return (
      <Text size="xs" c="dimmed" pt={4}>
        All kinds of tie, nobody left out
      </Text>
    );
  }
  return (
    <Group gap="xs" role="group" aria-label="Left out">
      {chips.map(({ key, says, back }) => (
        <Chip
          key={key}
          size="md"
          outSays={`Take back: ${says}`}
          out={() => change({ ...back, chain: undefined, records: undefined } as never)}
        >
          {says}
        </Chip>
      ))}
      {isNarrowed(asked) && chips.length > 1 && (
        <Button size="compact-xs" variant="subtle" onClick={() => change(WIDE as never)}>
          Take all back
        </Button>
      )}
    </Group>
  );
}

function ofLists(asked: Asked, names: Map<string, string>): Left[] {
  const lists = ["withoutPersons", "withoutCompanies", "withoutPlaces", "withoutKinds"] as const;
  return lists.flatMap((list) =>
    (asked[list] ?? []).map((one) => ({
      key: `${list} ${one}`,
      says: `without ${nameOf(list, one, names)}`,
      back: { [list]: (asked[list] as string[]).filter((other) => other !== one) },
    })),
  );
}

function nameOf(list: string, one: string, names: Map<string, string>): string {
  if (list === "withoutKinds") return titleOf(one as never).toLowerCase();
  const name = names.get(one) ?? one;
  return list === "withoutCompanies" ? `payees of ${name}` : name;
}

function ofOthers(asked: Asked): Left[] {
  const said: [keyof Asked, string | false | undefined][] = [
    ["withoutIndustry", asked.withoutIndustry && "without company ties"],
    ["withoutCompetitors", asked.withoutCompetitors && "without payees of competitors"],
    ["least", asked.least !== undefined && `ties of ${share(asked.least)} or more`],
    ["years", asked.years !== undefined && `seen within ${counted(asked.years, "year")}`],
    ["on", asked.on && `as of ${dayOf(asked.on)}`],
    ["hops", asked.hops !== undefined && `${counted(asked.hops, "tie")} at most`],
    ["anyIntroducer", asked.anyIntroducer && "one introducer may come again"],
  ];
  return said.flatMap(([key, says]) => (says ? [{ key, says, back: { [key]: undefined } }] : []));
}

function useNames(asked: Asked): Map<string, string> {
  const persons = asked.withoutPersons ?? [];
  const companies = asked.withoutCompanies ?? [];
  const places = asked.withoutPlaces ?? [];
  const has = { hasPersons: !!persons[0], hasCompanies: !!companies[0], hasPlaces: !!places[0] };
  const { data } = useAsked(
    IntroductionsLeftOutDocument,
    { persons, companies, places, ...has },
    !Object.values(has).some(Boolean),
  );
  return new Map<string, string>([
    ...(data?.people?.nodes ?? []).map((one) => [one.personId, one.name] as const),
    ...(data?.companies?.nodes ?? []).map((one) => [one.companyId, one.name] as const),
    ...(data?.institutions?.nodes ?? []).map((one) => [one.institutionId, one.name] as const),
  ]);
}
