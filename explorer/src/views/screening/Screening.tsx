import { Alert, Box, Button, Code, Group, Text } from "@mantine/core";
import { IconArchive, IconDownload, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { ScreeningDocument, ScreeningFiledDocument, type ScreeningInput } from "../../gql/graphql";
import { useSaving } from "../../asking/files";
import { useAsked } from "../../asking/use";
import { useAddress } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { dayOf } from "../../parts/days";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { Trouble } from "../../parts/Trouble";
import { mayAsk, useMe } from "../../shell/me";
import { inputOf, STATE } from "./asking";
import { Filed } from "./Filed";
import { Filing } from "./Filing";
import { Form } from "./Form";
import { Told } from "./Told";

/** May this person be invited, and what is to be filed about it? */
export default function Screening() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  const [filings, setFilings] = useState(0);
  if (!mayAsk(me, "screening")) {
    return (
      <>
        <Head title="Screening" />
        <Empty title="Not for your role">Screenings are for liaisons and analysts.</Empty>
      </>
    );
  }
  const input = inputOf(asked);
  return (
    <>
      <Head title="Screening" says="Is it clear to invite this person? Every check with its records" />
      <Form asked={asked} change={change} />
      <Box mt="lg">
        {asked.filed ? (
          <FiledOne number={asked.filed} anew={() => change({ filed: undefined })} />
        ) : input ? (
          <Now
            input={input}
            onFiled={(filed) => {
              setFilings(filings + 1);
              change({ filed });
            }}
          />
        ) : (
          <Empty title="What is the invitation?">
            {missing(asked)}. Nothing is filed until you say so.
          </Empty>
        )}
      </Box>
      {asked.person && mayAsk(me, "screenings") && (
        <Filed
          filings={filings}
          person={asked.person}
          shown={asked.filed}
          show={(filed) => change({ filed })}
        />
      )}
    </>
  );
}

function missing(asked: { person?: string; role?: string; company?: string }): string {
  const wanted = [
    asked.person ? null : "who is invited",
    asked.role ? null : "to be what",
    asked.company ? null : "by which company",
  ].filter(Boolean);
  return `Say ${wanted.join(", ")}`;
}

function Now({ input, onFiled }: { input: ScreeningInput; onFiled: (number: number) => void }) {
  const me = useMe();
  const answer = useAsked(ScreeningDocument, {
    ...input,
    states: input.states ?? null,
    topic: input.topic ?? null,
    hours: input.hours ?? null,
    rateUsd: input.rateUsd ?? null,
  });
  return (
    <Answer of={answer} lines={10}>
      {({ screening }) =>
        screening ? (
          <>
            <Group justify="flex-end" mb="sm" gap="xs" maw={920} className="unprinted">
              <Print />
              {mayAsk(me, "fileScreening") && (
                <Filing input={input} name={screening.name} onFiled={onFiled} />
              )}
            </Group>
            <Told screening={screening} />
          </>
        ) : (
          <Empty title="Not for your role">You may not screen this person.</Empty>
        )
      }
    </Answer>
  );
}

function FiledOne({ number, anew }: { number: number; anew: () => void }) {
  const answer = useAsked(ScreeningFiledDocument, { number });
  const { save, trouble, isSaving } = useSaving();
  return (
    <Answer of={answer} lines={10}>
      {({ filedScreening: filed }) =>
        filed ? (
          <>
            <Alert
              maw={920}
              mb="md"
              color={filed.isStale ? "yellow" : "blue"}
              icon={<IconArchive aria-hidden />}
              title={`Number ${filed.number}, filed ${dayOf(filed.filedAt)} by ${filed.filedBy}`}
            >
              <Text size="sm" className="long">
                For: {filed.purpose}.{" "}
                {filed.isStale
                  ? `It must be done again: ${filed.staleBecause ?? "it is too old"}`
                  : "It still holds."}
              </Text>
              <Text size="xs" mt={4} className="long">
                SHA-256 <Code>{filed.digest}</Code>
              </Text>
              <Group gap="xs" mt="sm" className="unprinted">
                <Button
                  size="xs"
                  leftSection={<IconDownload size={15} aria-hidden />}
                  loading={isSaving}
                  onClick={() =>
                    void save(`/screenings/${filed.number}.pdf`, `screening ${filed.number}.pdf`)
                  }
                >
                  PDF
                </Button>
                <Print />
                <Button size="xs" variant="default" onClick={anew}>
                  Screen anew
                </Button>
              </Group>
              {trouble && <Trouble trouble={trouble} />}
            </Alert>
            <Told screening={filed.screening} />
          </>
        ) : (
          <Empty title="There is no such filed screening">See those that were filed below.</Empty>
        )
      }
    </Answer>
  );
}

function Print() {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPrinter size={15} aria-hidden />}
      onClick={() => window.print()}
    >
      Print
    </Button>
  );
}
