import { Anchor, Badge, Text } from "@mantine/core";
import { webAddress } from "../../parts/words";
import styles from "./network.module.css";

interface Props {
  kind: string;
  record: {
    record: string;
    title: string | null;
    remark: string | null;
    happenedOn: string | null;
    source: string | null;
    knownFrom: string | null;
    url: string | null;
  };
}

/** One record behind a tie, with its source and day. */
export function Record({ record, kind }: Props) {
  const { title, remark, happenedOn, source, knownFrom, url } = record;
  const address = webAddress(url);
  const says = title ?? record.record;
  return (
    <li className={styles.record}>
      <Text size="sm" className="long">
        {address ? (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
            <bdi>{says}</bdi>
          </Anchor>
        ) : (
          <bdi>{says}</bdi>
        )}{" "}
        {remark && (
          <Badge size="xs" color="yellow" variant="light">
            {remark}
          </Badge>
        )}
      </Text>
      <Text size="xs" c="dimmed" className="long">
        {[
          kind,
          happenedOn ?? "day not known",
          source ?? "source not known",
          title ? record.record : "",
          knownFrom ? `loaded ${knownFrom.slice(0, 10)}` : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
    </li>
  );
}
