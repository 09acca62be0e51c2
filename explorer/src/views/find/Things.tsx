import { Group, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconBuilding, IconBuildingHospital, IconTag, type Icon } from "@tabler/icons-react";
import { FindThingsDocument } from "../../gql/graphql";
import { useAsked } from "../../asking/use";
import { count } from "../../parts/words";
import type { Searched } from "./asking";

interface Props {
  text: string;
  change: (to: Searched) => void;
}

/** Institutions, topics and companies of that name; each leads to its people. */
export function Things({ text, change }: Props) {
  const { data } = useAsked(FindThingsDocument, { text });
  if (!data) return null;
  const found = [
    ...data.institutions.edges.map(({ node, reason }) => ({
      key: node.institutionId,
      icon: IconBuildingHospital,
      says: node.name,
      more: reason ?? [node.city, node.state].filter(Boolean).join(", "),
      to: { institution: node.institutionId },
    })),
    ...data.topics.nodes.map((node) => ({
      key: `topic ${node.name}`,
      icon: IconTag,
      says: node.name,
      more: "topic",
      to: { topic: node.name },
    })),
    ...data.companies.edges.map(({ node, reason }) => ({
      key: node.companyId,
      icon: IconBuilding,
      says: node.name,
      more: reason ?? "company",
      to: { company: node.companyId },
    })),
  ];
  if (found.length === 0) return null;
  const all =
    data.institutions.totalCount + data.topics.totalCount + data.companies.totalCount;
  return (
    <section aria-label="Institutions, topics and companies">
      <Text size="sm" c="dimmed" mb="xs">
        {count(found.length)} of {count(all)} institutions, topics and companies; each leads to its
        people
      </Text>
      <Group gap="xs" mb="lg">
        {found.map(({ key, ...one }) => (
          <Thing key={key} {...one} go={() => change({ q: undefined, ...one.to } as Searched)} />
        ))}
      </Group>
    </section>
  );
}

function Thing(props: { icon: Icon; says: string; more: string; go: () => void }) {
  return (
    <UnstyledButton className="thing" onClick={props.go}>
      <props.icon size={18} stroke={1.5} aria-hidden />
      <Stack gap={0} miw={0}>
        <Text size="sm" className="long">
          <bdi>{props.says}</bdi>
        </Text>
        <Text size="xs" c="dimmed" className="long">
          {props.more}
        </Text>
      </Stack>
    </UnstyledButton>
  );
}
