import { Box, Group, Text } from "@mantine/core";
import { share } from "./words";

interface Props {
  value: number;
  /** What is measured, for those who cannot see the bar. */
  of?: string;
  width?: number;
}

/** A figure of 0 to 1 as a bar and in digits. */
export function Strength({ value, of = "Strength", width = 72 }: Props) {
  return (
    <Group gap={8} wrap="nowrap" display="inline-flex">
      <Box
        className="strength"
        w={width}
        role="meter"
        aria-label={of}
        aria-valuenow={Number(share(value))}
        aria-valuemin={0}
        aria-valuemax={1}
      >
        <Box w={`${Math.max(2, Math.min(1, value) * 100)}%`} />
      </Box>
      <Text size="sm" className="figure">
        {share(value)}
      </Text>
    </Group>
  );
}
