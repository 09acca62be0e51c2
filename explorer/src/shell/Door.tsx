import { Box, Paper, Stack, Title } from "@mantine/core";
import type { ReactNode } from "react";
import mark from "./peerline.svg";

/** What stands before the page: who is there must say who they are. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box className="door" component="main">
      <Paper withBorder p="xl" radius="lg">
        <Stack>
          <img src={mark} alt="" width={40} height={40} />
          <Title order={1} size="h3">
            {title}
          </Title>
          {children}
        </Stack>
      </Paper>
    </Box>
  );
}
