import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArchive } from "@tabler/icons-react";
import { useState } from "react";
import { ScreeningFileDocument, type ScreeningInput } from "../../gql/graphql";
import { purpose as given } from "../../asking/identity";
import { useDoing } from "../../asking/use";
import { Trouble } from "../../parts/Trouble";

interface Props {
  input: ScreeningInput;
  name: string;
  onFiled: (number: number) => void;
}

/** Files a screening once somebody has said what for. */
export function Filing({ input, name, onFiled }: Props) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const [purpose, setPurpose] = useState(given());
  const { run, trouble, isRunning } = useDoing(ScreeningFileDocument);
  const file = async () => {
    const done = await run({ input, purpose: purpose.trim() });
    const number = done?.fileScreening?.filedScreening.number;
    if (number === undefined) return;
    close();
    onFiled(number);
  };
  return (
    <>
      <Button size="xs" leftSection={<IconArchive size={15} aria-hidden />} onClick={open}>
        File it
      </Button>
      <Modal opened={isOpen} onClose={close} lockScroll={false} title="File this screening">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (purpose.trim()) void file();
          }}
        >
          <Stack gap="sm">
            <Text size="sm" className="long">
              {name} is screened now, and it is kept as it is: what was filed is never changed or
              taken back. Others who may read of this person see it.
            </Text>
            <TextInput
              label="What it is filed for"
              placeholder="A talk on heart failure in May"
              value={purpose}
              maxLength={200}
              onChange={({ currentTarget }) => setPurpose(currentTarget.value)}
              data-autofocus
              required
            />
            {trouble && <Trouble trouble={trouble} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Do not file
              </Button>
              <Button type="submit" loading={isRunning} disabled={!purpose.trim()}>
                File it for good
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
