import { Anchor } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useAsked } from "../../asking/use";
import { PersonSourcesDocument } from "../../gql/graphql";
import { webAddress } from "../../parts/words";
import { onDay } from "../../parts/days";

/** What a source calls itself, by its name. */
export function useTitles(): (name: string) => string {
  const { data } = useAsked(PersonSourcesDocument, {});
  return (name) => data?.sources.find((one) => one.name === name)?.title ?? name;
}

/** Where a record comes from, and when it was loaded. */
export function Origin({ source, knownFrom }: { source?: string | null; knownFrom?: string | null }) {
  const titleOf = useTitles();
  const titles = source?.split(/,\s*/).map(titleOf).join(", ");
  const loaded = onDay(knownFrom);
  return (
    <>
      {titles || "Source not stated"}
      {loaded && `, loaded ${loaded}`}
    </>
  );
}

/** A link to the public record, where it has an address of the web; else its text alone. */
export function Outside({ to, children }: { to?: string | null; children: ReactNode }) {
  const address = webAddress(to);
  if (!address) return <bdi>{children}</bdi>;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
      <bdi>{children}</bdi>{" "}
      <IconExternalLink size={13} stroke={1.6} aria-label="opens the public record" />
    </Anchor>
  );
}
