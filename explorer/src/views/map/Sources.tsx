import { Alert, Code, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { MapSourcesQuery } from "../../gql/graphql";

type Source = MapSourcesQuery["sources"][number];

/** The sources that places rest on: the registry for states and cities, the census for counties. */
export interface Places {
  registry: Source | undefined;
  census: Source | undefined;
}

/** Those of all sources that places rest on. */
export const placesOf = (told: Source[]): Places => ({
  registry: told.find(({ name }) => name === "nppes"),
  census: told.find(({ name }) => name === "counties"),
});

interface Props {
  of: Places;
  /** Whether counties are asked for. */
  isByCounty: boolean;
}

/** What is to be done where a source is not loaded. */
export function Missing({ of: { registry, census }, isByCounty }: Props) {
  if (!registry?.loadedAt) {
    return (
      <Alert color="yellow" icon={<IconInfoCircle />} mb="md">
        No source of places is loaded: the registry of clinicians (NPPES) says where they practise.
        What is hatched below is not known.
      </Alert>
    );
  }
  if (!isByCounty || census?.loadedAt) return null;
  return (
    <Alert color="yellow" icon={<IconInfoCircle />} mb="md">
      No source of counties is loaded, so none is known. Fetch the Census Bureau’s file of ZIP codes by
      county, or load your copy with <Code>peerline load counties</Code>, and then{" "}
      <Code>peerline refresh</Code>.
    </Alert>
  );
}

/** What the figures rest on, and how a county is found. */
export function Rests({ of: { registry, census }, isByCounty }: Props) {
  return (
    <>
      {registry?.loadedAt && (
        <Text size="xs" c="dimmed" mt="sm">
          Place of practice by {registry.title}, loaded {registry.loadedAt.slice(0, 10)}.
        </Text>
      )}
      {isByCounty && census?.loadedAt && (
        <Text size="xs" c="dimmed" mt={4}>
          County by the ZIP code of the practice ({census.publisher}: {census.title}, loaded{" "}
          {census.loadedAt.slice(0, 10)}). A ZIP code that lies in several counts where most of its
          land in the state is; one without an area, such as of post-office boxes, is of no known
          county.
        </Text>
      )}
    </>
  );
}
