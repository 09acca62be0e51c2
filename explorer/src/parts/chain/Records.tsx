import { Anchor, Badge, Box, Button, Group, Text, UnstyledButton } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useState } from "react";
import {
  ChainEvidenceDocument,
  type ChainEvidenceQuery,
  type ChainEvidenceQueryVariables,
} from "../../gql/graphql";
import { usePages } from "../../asking/pages";
import { Answer } from "../Answer";
import { dayOf } from "../days";
import { count, share, webAddress } from "../words";
import { sentence, titleOf } from "./saying";
import styles from "./chain.module.css";

type Record = ChainEvidenceQuery["evidence"]["edges"][number]["node"];

interface Props {
  of: Omit<ChainEvidenceQueryVariables, "after">;
  label: string;
  /** Search again without an institution. */
  withoutPlace?: ((id: string) => void) | undefined;
}

/** The records behind a tie, the newest first, page by page. */
export function Records({ of, label, withoutPlace }: Props) {
  const pages = usePages(ChainEvidenceDocument, of, (data: ChainEvidenceQuery) => data.evidence);
  return (
    <Box className={styles.records} component="section" aria-label={label}>
      <Answer of={pages} lines={3}>
        {({ edges, totalCount }) => (
          <>
            <ul className="plain">
              {edges.map(({ node }) => (
                <Row key={`${node.kind} ${node.record}`} record={node} withoutPlace={withoutPlace} />
              ))}
            </ul>
            <Group justify="space-between" py={6}>
              <Text size="xs" c="dimmed" role="status">
                {count(edges.length)} of {count(totalCount)} records, the newest first
              </Text>
              {pages.more && (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={pages.more}
                  loading={pages.isAsking}
                >
                  Show more
                </Button>
              )}
            </Group>
          </>
        )}
      </Answer>
    </Box>
  );
}

function Row({ record, withoutPlace }: { record: Record } & Pick<Props, "withoutPlace">) {
  const [isOpen, setOpen] = useState(false);
  const address = webAddress(record.url);
  const place = record.kind === "INSTITUTION" ? record.record.replace(/ \d{4}$/, "") : null;
  return (
    <li className={styles.record}>
      <Text size="sm" className="long">
        {address ? (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
            <bdi>{record.title ?? record.record}</bdi>{" "}
            <IconExternalLink size={13} aria-label="opens the public record" />
          </Anchor>
        ) : (
          <bdi>{record.title ?? record.record}</bdi>
        )}
        {record.remark && (
          <Badge size="xs" ml={6} color="orange" variant="light">
            {record.remark}
          </Badge>
        )}
      </Text>
      <Group gap="0 10px" mt={2}>
        <Text size="xs" c="dimmed" className="long">
          {said(record)}
        </Text>
        <UnstyledButton
          onClick={() => setOpen(!isOpen)}
          aria-expanded={isOpen}
          aria-label={`Why these two: identity ${share(record.identityScore)}`}
        >
          <Text size="xs" td="underline dotted">
            identity {share(record.identityScore)}
          </Text>
        </UnstyledButton>
        {place && withoutPlace && (
          <UnstyledButton onClick={() => withoutPlace(place)} className="unprinted">
            <Text size="xs" td="underline dotted">
              without this institution
            </Text>
          </UnstyledButton>
        )}
      </Group>
      {isOpen && <Why record={record} />}
    </li>
  );
}

function Why({ record }: { record: Record }) {
  return (
    <Box mt={4}>
      <Text size="xs">
        {share(record.identityScore)} is how sure it is that the record means these two persons.
      </Text>
      <ul>
        {record.reasons.map((reason) => (
          <Text key={reason} component="li" size="xs" className="long">
            {sentence(reason)}
          </Text>
        ))}
      </ul>
      {record.knownFrom && (
        <Text size="xs" c="dimmed">
          Loaded {dayOf(record.knownFrom)}
        </Text>
      )}
    </Box>
  );
}

function said(record: Record): string {
  return [
    titleOf(record.kind),
    dayOf(record.happenedOn),
    record.persons ? `${count(record.persons)} authors` : null,
    record.source ?? "source not said",
    record.record,
  ]
    .filter(Boolean)
    .join(" · ");
}
