import { Text, UnstyledButton, type UnstyledButtonProps } from "@mantine/core";
import { IconUserCircle } from "@tabler/icons-react";
import type { ComponentProps } from "react";
import type { Me } from "./me";

type Props = { of: Me } & UnstyledButtonProps & ComponentProps<"button">;

/** In which role is asked; behind it stands who it is, and why. */
export function Who({ of: me, ...button }: Props) {
  return (
    <UnstyledButton
      className="identity"
      aria-label={`Signed in as ${me.role}`}
      aria-haspopup="menu"
      {...button}
    >
      <IconUserCircle size={22} stroke={1.5} aria-hidden />
      <Text size="sm" visibleFrom="sm">
        {me.role}
      </Text>
    </UnstyledButton>
  );
}
