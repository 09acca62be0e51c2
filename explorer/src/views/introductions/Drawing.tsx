import { Card, Text, Title, UnstyledButton } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { linkHorizontal } from "d3-shape";
import type { ChainFragment } from "../../gql/graphql";
import { hasMoved } from "../../parts/hovering";
import { laidOut, type Layout, type Line, type Spot } from "./layout";
import styles from "./introductions.module.css";

const ROW = 66;
const EDGE = 22;

interface Props {
  chains: ChainFragment[];
  /** The chain that is lit, from 0. */
  lit: number;
  onHover: (chain: number | null) => void;
  onChoose: (chain: number) => void;
}

/** The chains as a drawing: one is lit, and each person chooses the strongest chain through it. */
export function Drawing({ chains, lit, onHover, onChoose }: Props) {
  const { ref, width } = useElementSize();
  const layout = laidOut(chains);
  const at = placed(layout, width);
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5">
        The chains as a drawing
      </Title>
      <Text size="xs" c="dimmed" mb="sm">
        The wider a line, the stronger the tie. The list says the same in words.
      </Text>
      <div
        ref={ref}
        className={styles.drawing}
        style={{ height: layout.rows * ROW + 12 }}
        role="group"
        aria-label="Chains, from who asks to whom is to be met"
      >
        {width > 0 && (
          <>
            <svg aria-hidden>
              {layout.lines.map((line) => (
                <path
                  key={line.key}
                  className={styles.line}
                  data-lit={line.chains.includes(lit) || undefined}
                  strokeWidth={1.5 + 6 * line.strength}
                  d={pathOf(line, layout, at)}
                />
              ))}
            </svg>
            {layout.spots.map((spot) => (
              <Place key={spot.key} {...{ spot, layout, at, lit, onHover, onChoose }} />
            ))}
          </>
        )}
      </div>
    </Card>
  );
}

type At = (spot: { column: number; row: number }) => [number, number];

function placed(layout: Layout, width: number): At {
  const between = layout.columns - 1;
  const edge = Math.max(EDGE, width / (2 * layout.columns));
  return ({ column, row }) => [
    edge + (column / between) * (width - 2 * edge),
    row * ROW + 14,
  ];
}

const curve = linkHorizontal<unknown, [number, number]>();

/** A curve; where it passes columns without a person, on the row of its chain. */
function pathOf(line: Line, layout: Layout, at: At): string {
  const from = layout.spots.find(({ key }) => key === line.from);
  const to = layout.spots.find(({ key }) => key === line.to);
  if (!from || !to) return "";
  const [source, target] = [at(from), at(to)];
  if (to.column - from.column < 2) return curve({ source, target }) ?? "";
  const [, y] = at({ column: 0, row: line.row });
  const third = (target[0] - source[0]) / 3;
  return `M${source.join()}C${source[0] + third},${y} ${target[0] - third},${y} ${target.join()}`;
}

interface PlaceProps extends Omit<Props, "chains"> {
  spot: Spot;
  layout: Layout;
  at: At;
}

function Place({ spot, layout, at, lit, onHover, onChoose }: PlaceProps) {
  const [left, top] = at(spot);
  const [strongest = 0] = spot.chains;
  const isEnd = spot.column === 0 || spot.column === layout.columns - 1;
  const tell = () => onHover(spot.chains.includes(lit) ? lit : strongest);
  return (
    <UnstyledButton
      className={styles.spot}
      style={{ left, top, width: `${92 / layout.columns}%` }}
      data-lit={spot.chains.includes(lit) || undefined}
      data-end={isEnd || undefined}
      onClick={() => onChoose(strongest)}
      onMouseEnter={(event) => hasMoved(event) && tell()}
      onMouseLeave={() => onHover(null)}
      onFocus={tell}
      onBlur={() => onHover(null)}
      aria-label={`${spot.name}: show chain ${strongest + 1}`}
    >
      <span className={styles.dot} />
      <bdi className={styles.name}>{spot.name}</bdi>
    </UnstyledButton>
  );
}
