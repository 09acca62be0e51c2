import { Button, CopyButton, Group, Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ChainFragment } from "../../gql/graphql";
import { mailOf } from "./letter";
import styles from "./introductions.module.css";

/** The text of a mail that asks for an introduction, to change and to copy. */
export function Mail({ chain, close }: { chain: ChainFragment; close: () => void }) {
  const made = mailOf(chain);
  const [subject, setSubject] = useState(made.subject);
  const [text, setText] = useState(made.text);
  return (
    <Modal opened onClose={close} lockScroll={false} title={`A mail to ${chain.hops[0]?.to.name ?? ""}`} size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          It says what the records say of joint work, and nothing of payments or patients. Nothing
          is sent from here.
        </Text>
        <TextInput
          label="Subject"
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        />
        <Textarea
          label="Text"
          className={styles.mail}
          rows={14}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end">
          <CopyButton value={`${subject}\n\n${text}`}>
            {({ copied, copy }) => (
              <Button onClick={copy}>
                <span role="status">{copied ? "Copied" : "Copy the mail"}</span>
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Modal>
  );
}
