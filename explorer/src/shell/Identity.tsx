import { Autocomplete, Button, Menu, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { credentials, setPurpose, signOut } from "../asking/identity";
import type { Me } from "./me";
import { Who } from "./Who";

/** Who asks, in which role and why; to change the purpose, or sign out. */
export default function Identity({ me }: { me: Me }) {
  const [why, setWhy] = useState(me.purpose);
  return (
    <Menu defaultOpened width={300} position="bottom-end" closeOnItemClick={false} trapFocus>
      <Menu.Target>
        <Who of={me} />
      </Menu.Target>
      <Menu.Dropdown p="md">
        <Stack gap="xs">
          <Text size="sm">
            <b>{me.subject}</b>, {me.role}
            {me.territory.length > 0 && ` for ${me.territory.join(", ")}`}
          </Text>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setPurpose(why.trim().slice(0, 200));
            }}
          >
            <Autocomplete
              label="Why you read"
              description={
                me.isPurposeNeeded ? "Needed to read of persons" : "Written down with what you read"
              }
              data={me.purposes}
              value={why}
              onChange={setWhy}
              comboboxProps={{ withinPortal: false }}
            />
            <Button type="submit" size="xs" mt="xs" fullWidth variant="light">
              Use this purpose
            </Button>
          </form>
          {credentials() !== null && (
            <Button size="xs" variant="default" onClick={() => void signOut()}>
              Sign out
            </Button>
          )}
        </Stack>
      </Menu.Dropdown>
    </Menu>
  );
}
