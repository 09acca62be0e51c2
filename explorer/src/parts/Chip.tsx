import { Pill } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Chip.module.css";

interface Props {
  children: ReactNode;
  /** What taking it out does, for those who cannot see it; nothing where it cannot be. */
  outSays?: string | undefined;
  out?: (() => void) | undefined;
  size?: "sm" | "md";
}

/** A short statement that may be taken out; a long one wraps. */
export function Chip({ children, outSays, out, size = "sm" }: Props) {
  return (
    <Pill
      size={size}
      className={styles.chip ?? ""}
      withRemoveButton={out !== undefined}
      {...(out ? { onRemove: out } : {})}
      removeButtonProps={{
        "aria-label": outSays,
        "aria-hidden": false,
        tabIndex: 0,
        title: outSays,
      }}
    >
      <bdi>{children}</bdi>
    </Pill>
  );
}
