import { Alert, Button, Code, Group, Text } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import { IconAlertTriangle, IconHandStop, IconLock, IconPlugConnectedX, type Icon } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Kind, Trouble as Found } from "../asking/trouble";
import { counted } from "./words";

const TITLES: Record<Kind, string> = {
  signIn: "Sign in first",
  forbidden: "Not for your role",
  busy: "Too many questions at once",
  input: "This cannot be asked so",
  offline: "The server does not answer",
  slow: "The answer took too long",
  stopped: "You stopped waiting",
  failed: "The server failed",
};

const ICONS: Partial<Record<Kind, Icon>> = {
  forbidden: IconLock,
  signIn: IconLock,
  offline: IconPlugConnectedX,
  stopped: IconHandStop,
};

interface Props {
  trouble: Found;
  again?: () => void;
}

/** What went wrong, by which number the operator finds it, and what to do now. */
export function Trouble({ trouble, again }: Props) {
  const left = useSecondsLeft(trouble);
  const isOurs = trouble.kind === "forbidden" || trouble.kind === "signIn";
  const isCalm = isOurs || trouble.kind === "busy" || trouble.kind === "stopped";
  const Icon = ICONS[trouble.kind] ?? IconAlertTriangle;
  return (
    <Alert
      role="alert"
      color={isCalm ? "yellow" : "red"}
      icon={<Icon aria-hidden />}
      title={TITLES[trouble.kind]}
      my="md"
    >
      <Text size="sm">{trouble.message}</Text>
      <Group mt="sm" gap="md">
        {again && !isOurs && trouble.kind !== "input" && (
          <Button size="xs" variant="white" onClick={again} disabled={left > 0}>
            {left > 0 ? `Ask again in ${counted(left, "second")}` : "Ask again"}
          </Button>
        )}
        {trouble.request && (
          <Text size="xs" c="dimmed">
            Request <Code>{trouble.request}</Code>
          </Text>
        )}
      </Group>
    </Alert>
  );
}

function useSecondsLeft(trouble: Found): number {
  const [left, setLeft] = useState(0);
  const { start, stop } = useInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
  useEffect(() => {
    setLeft(Math.ceil(trouble.after ?? 0));
    start();
    return stop;
  }, [trouble, start, stop]);
  return left;
}
