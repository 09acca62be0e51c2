import { Box, Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: ReactNode;
  says?: ReactNode;
  children?: ReactNode;
}

/** The head of a view: what it is, in one line more, and what can be done with all of it. */
export function Head({ title, says, children }: Props) {
  return (
    <Group justify="space-between" align="flex-end" mb="md" gap="sm">
      <Box miw={0} flex="1 1 320px">
        <Title order={1} size="h2" className="long">
          {title}
        </Title>
        {says && (
          <Text c="dimmed" mt={2} className="long">
            {says}
          </Text>
        )}
      </Box>
      {children && (
        <Group gap="xs" className="unprinted">
          {children}
        </Group>
      )}
    </Group>
  );
}
