import { Group, Text, UnstyledButton, useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import type { Change } from "../../parts/address";
import { count } from "../../parts/words";
import type { Drawn } from "./drawn";
import { circlesOf, MARKED, markOf, type Mark } from "./palette";
import type { Selection, STATE } from "./selection";
import styles from "./network.module.css";

interface Props {
  drawn: Drawn;
  selection: Selection;
  change: Change<typeof STATE>;
}

/** What colours and shapes mean; a circle of it brings its persons out. */
export function Legend({ drawn, selection, change }: Props) {
  const isDark = useComputedColorScheme("light") === "dark";
  const circles = useMemo(() => circlesOf(drawn.nodes.values()), [drawn]);
  const others = circles.slice(MARKED);
  const many = others.reduce((sum, one) => sum + one.many, 0);
  return (
    <Group gap={6} className={styles.legend} role="group" aria-label="Circles in the drawing">
      {circles.slice(0, MARKED).map(({ number, name, many: size }, place) => (
        <UnstyledButton
          key={number}
          className={styles.circle}
          aria-pressed={selection.lit === number}
          onClick={() =>
            change({ lit: selection.lit === number ? undefined : number, at: undefined })
          }
        >
          <Sign mark={markOf(place, isDark)} />
          <Text size="xs" className="long">
            {name}
          </Text>
          <Text size="xs" c="dimmed" className="figure">
            {count(size)}
          </Text>
        </UnstyledButton>
      ))}
      {others.length > 0 && (
        <span className={styles.circle}>
          <Sign mark={markOf(undefined, isDark)} />
          <Text size="xs">
            {count(others.length)} other circles, {count(many)} persons
          </Text>
        </span>
      )}
      <span className={styles.circle}>
        <Text size="xs">◆ with a dark ring: a connector between circles</Text>
      </span>
      <span className={styles.circle}>
        <Text size="xs">Larger: more influence. Thicker: stronger tie.</Text>
      </span>
    </Group>
  );
}

function Sign({ mark: { colour, shape } }: { mark: Mark }) {
  const paths = {
    square: "M2 2H14V14H2Z",
    diamond: "M8 0.5L15.5 8L8 15.5L0.5 8Z",
    triangle: "M8 1.5L15 14H1Z",
    circle: "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14Z",
  };
  return (
    <svg width={14} height={14} viewBox="0 0 16 16" aria-hidden>
      <path d={paths[shape]} fill={colour} />
    </svg>
  );
}
