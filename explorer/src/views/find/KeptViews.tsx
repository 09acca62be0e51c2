import { Anchor, CloseButton, Group, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { dropView, keptViews } from "../../shell/kept";

/** The views that were kept in this browser (Ctrl-K keeps one). */
export function KeptViews() {
  const navigate = useNavigate();
  const [kept, setKept] = useState(keptViews);
  if (kept.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label="Kept views">
      <Text size="sm" c="dimmed">
        Kept
      </Text>
      {kept.map(({ name, at }) => (
        <Group key={name} gap={2} className="thing">
          <Anchor
            href={at}
            size="sm"
            className="long"
            onClick={(event) => {
              event.preventDefault();
              void navigate({ href: at });
            }}
          >
            {name}
          </Anchor>
          <CloseButton
            size="xs"
            aria-label={`Forget ${name}`}
            onClick={() => {
              dropView(name);
              setKept(keptViews());
            }}
          />
        </Group>
      ))}
    </Group>
  );
}
