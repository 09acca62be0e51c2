import { line, curveMonotoneX } from "d3-shape";
import styles from "./Sparkline.module.css";

interface Props {
  /** The oldest first; none where the source does not cover the time. */
  values: (number | null | undefined)[];
  /** What the line shows, read to those who cannot see it. */
  label: string;
  width?: number;
  height?: number;
}

/** A line of a few figures as small as a word; where nothing is known it is interrupted. */
export function Sparkline({ values, label, width = 96, height = 26 }: Props) {
  const known = values.filter((value) => typeof value === "number");
  if (known.length === 0) return <span className={styles.none}>not covered</span>;
  const most = Math.max(...known, 1e-9);
  const x = (at: number) => 2 + (at * (width - 4)) / Math.max(1, values.length - 1);
  const y = (value: number) => height - 3 - (value / most) * (height - 6);
  const draw = line<number | null | undefined>()
    .defined((value) => typeof value === "number")
    .x((_, at) => x(at))
    .y((value) => y(value ?? 0))
    .curve(curveMonotoneX);
  const end = values.findLastIndex((value) => typeof value === "number");
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={styles.line}>
      <path d={draw(values) ?? ""} />
      <circle cx={x(end)} cy={y(values[end] ?? 0)} r={2.4} />
    </svg>
  );
}
