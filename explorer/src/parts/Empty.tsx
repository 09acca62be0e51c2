import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

interface Props {
  title: string;
  children?: ReactNode;
  to?: { path: string; says: string };
  /** Whether it stands for the whole view. */
  isWhole?: boolean;
}

/** What stands where there is nothing: why, and what to do. */
export function Empty({ title, children, to, isWhole }: Props) {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      <Title order={isWhole ? 1 : 3} size="h4">
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
