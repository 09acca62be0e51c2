import { Box, Button, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { credentials, signIn } from "../asking/identity";
import mark from "./peerline.svg";

/** Where the server wants to know who asks. */
export function SignIn() {
  const [given, setGiven] = useState("");
  const wasRefused = credentials() !== null;
  return (
    <Box className="door">
      <Paper withBorder p="xl" w={420} maw="100%" radius="lg">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (given.trim()) signIn(given.trim());
          }}
        >
          <Stack>
            <img src={mark} alt="" width={40} height={40} />
            <Title order={1} size="h3">
              Sign in to Peerline
            </Title>
            <Text size="sm" c="dimmed">
              Give the API key that you were sent, or a token of your organisation. It stays in this
              window and is forgotten when you close it.
            </Text>
            <PasswordInput
              label="Key or token"
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
              error={wasRefused ? "This key or token is not known, or no longer good." : undefined}
              autoComplete="off"
              data-autofocus
              maxLength={8000}
            />
            <Button type="submit" disabled={!given.trim()}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Box>
  );
}
