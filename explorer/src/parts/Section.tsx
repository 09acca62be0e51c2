import { Box, Group, Text, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

interface Props {
  title: string;
  says?: ReactNode;
  /** What can be done with the section. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A part of a view with a heading of its own. */
export function Section({ title, says, beside, children }: Props) {
  const id = useId();
  return (
    <Box component="section" aria-labelledby={id} mb="xl">
      <Group justify="space-between" align="flex-end" mb="xs" wrap="nowrap">
        <Box>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {says && (
            <Text size="sm" c="dimmed">
              {says}
            </Text>
          )}
        </Box>
        {beside}
      </Group>
      {children}
    </Box>
  );
}
