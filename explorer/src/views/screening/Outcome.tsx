import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  type Icon,
} from "@tabler/icons-react";
import type { ScreeningOutcome } from "../../gql/graphql";
import { OUTCOMES } from "./asking";

export const ICONS: Record<ScreeningOutcome, Icon> = {
  BLOCKED: IconCircleX,
  ATTENTION: IconAlertTriangle,
  UNKNOWN: IconHelpCircle,
  CLEAR: IconCircleCheck,
};

/** How a check ends, by word, sign and colour. */
export function Outcome({ outcome, size }: { outcome: ScreeningOutcome; size?: "sm" | "lg" }) {
  const Sign = ICONS[outcome];
  const { title, color, ink } = OUTCOMES[outcome];
  return (
    <Badge
      color={color}
      c={ink}
      variant="light"
      size={size ?? "md"}
      tt="none"
      leftSection={<Sign size={14} aria-hidden />}
    >
      {title}
    </Badge>
  );
}
