import { Anchor, Text } from "@mantine/core";
import { aboutOf, publicAddress, type CitedRecord } from "./citing";

/** A record in one line: its title, which leads to the public record, its number, day and source. */
export function CitedLine({ record }: { record: CitedRecord }) {
  const address = publicAddress(record);
  return (
    <Text size="xs" component="span" className="long">
      {record.title &&
        (address ? (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
            <bdi>{record.title}</bdi>
          </Anchor>
        ) : (
          <bdi>{record.title}</bdi>
        ))}{" "}
      <Text span inherit c="dimmed">
        {!record.title && address ? (
          <Anchor href={address} target="_blank" rel="noreferrer noopener" inherit>
            {aboutOf(record)}
          </Anchor>
        ) : (
          aboutOf(record)
        )}
      </Text>
    </Text>
  );
}

/** Records, a line each. */
export function CitedRecords({ records }: { records: readonly CitedRecord[] }) {
  return (
    <ul className="plain">
      {records.map((record) => (
        <Text key={`${record.kind} ${record.record}`} component="li" size="xs" py={2}>
          <CitedLine record={record} />
        </Text>
      ))}
    </ul>
  );
}
