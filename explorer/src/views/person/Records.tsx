import { Box, Button, Group, Text, UnstyledButton } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { Pages } from "../../asking/pages";
import { Answer } from "../../parts/Answer";
import { count, counted } from "../../parts/words";
import styles from "./person.module.css";

/** A record as a line of a list: what it is, what is said of it, and what it opens to. */
export interface Item {
  key: string;
  title: ReactNode;
  says?: ReactNode[];
  figure?: ReactNode;
  below?: ReactNode;
  /** What is shown of it on demand, and by which words. */
  more?: { says: string; body: () => ReactNode } | false;
}

interface Props<Edge> {
  of: Pages<Edge>;
  itemOf: (edge: Edge) => Item;
  noun: [string, string?];
  /** What stands where there is none. */
  none: ReactNode;
}

/** Records by pages, each with what it comes from. */
export function Records<Edge>({ of, itemOf, noun: [one, several], none }: Props<Edge>) {
  return (
    <Answer of={of} lines={4}>
      {({ edges, totalCount }) =>
        totalCount === 0 ? (
          none
        ) : (
          <>
            <Items items={edges.map(itemOf)} />
            <Group mt="xs" gap="md">
              {of.more && (
                <Button
                  size="xs"
                  variant="default"
                  className="unprinted"
                  onClick={of.more}
                  loading={of.isAsking}
                >
                  Show more {several ?? `${one}s`}
                </Button>
              )}
              <Text size="xs" c="dimmed" role="status">
                {edges.length < totalCount
                  ? `${count(edges.length)} of ${counted(totalCount, one, several)}`
                  : counted(totalCount, one, several)}
              </Text>
            </Group>
          </>
        )
      }
    </Answer>
  );
}

/** Lines of records. */
export function Items({ items }: { items: Item[] }) {
  return (
    <ol className={styles.items}>
      {items.map(({ key, ...item }) => (
        <Line key={key} {...item} />
      ))}
    </ol>
  );
}

function Line({ title, says, figure, below, more }: Omit<Item, "key">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <div className={styles.line}>
        <Box miw={0} flex="1 1 240px">
          <Text size="sm" component="div" className="long">
            {title}
          </Text>
          {says && <Said parts={says} />}
        </Box>
        {(figure || more) && (
          <div className={styles.right}>
            {figure && <div>{figure}</div>}
            {more && (
              <UnstyledButton
                className={`${styles.ask} unprinted`}
                aria-expanded={isOpen}
                onClick={() => setOpen(!isOpen)}
              >
                {more.says}
              </UnstyledButton>
            )}
          </div>
        )}
      </div>
      {below}
      {more && isOpen && <div className={styles.inset}>{more.body()}</div>}
    </li>
  );
}

/** What is said of a record, part by part. */
export function Said({ parts }: { parts: ReactNode[] }) {
  const shown = parts.filter((part) => part !== null && part !== undefined && part !== false && part !== "");
  return (
    <Text size="xs" c="dimmed" component="div" className={styles.said}>
      <div>
        {shown.map((part, place) => (
          <span key={place} className="long">
            {part}
          </span>
        ))}
      </div>
    </Text>
  );
}

/** Why there is nothing to list. */
export function Nothing({ children }: { children: ReactNode }) {
  return (
    <Text size="sm" c="dimmed" py="xs">
      {children}
    </Text>
  );
}
