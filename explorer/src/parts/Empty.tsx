import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  title: string;
  children?: ReactNode;
  to?: { path: string; says: string };
}

/** What stands where there is nothing: why, and what to do. */
export function Empty({ title, children, to }: Props) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text c="dimmed" maw={520}>
        {children}
      </Text>
      {to && (
        <Anchor component={Link} to={to.path}>
          {to.says}
        </Anchor>
      )}
    </Stack>
  );
}
