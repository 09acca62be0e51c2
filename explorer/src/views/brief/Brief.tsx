import { Button, Grid } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { BriefDocument } from "../../gql/graphql";
import { addressOf, useSaving } from "../../asking/files";
import { useAsked } from "../../asking/use";
import { day, number, text, useAddress, type State } from "../../parts/address";
import { Answer } from "../../parts/Answer";
import { Empty } from "../../parts/Empty";
import { Head } from "../../parts/Head";
import { ours, PersonPicker } from "../../parts/PersonPicker";
import { Trouble } from "../../parts/Trouble";
import { mayAsk, useMe } from "../../shell/me";
import { Paper } from "./Paper";
import styles from "./brief.module.css";

const STATE = { person: text, liaison: text, team: text, on: day, first: number(1, 5) };
type Asked = State<typeof STATE>;

/** One page before an introduction: who connects us, why believe it, what is known. */
export default function Brief() {
  const me = useMe();
  const [asked, change] = useAddress(STATE);
  if (!mayAsk(me, "introductionBrief")) {
    return (
      <>
        <Head title="Introduction brief" />
        <Empty title="Not for your role">Briefs are for liaisons and analysts.</Empty>
      </>
    );
  }
  const side = asked.team ? `Team:${asked.team}` : asked.liaison && `Liaison:${asked.liaison}`;
  return (
    <div className={styles.brief}>
      <div className="unprinted">
        <Head title="Introduction brief" says="One page before you meet, each statement with its records">
          {asked.person && side && <Keeping asked={asked} />}
        </Head>
        <Grid mb="md">
          <Grid.Col span={{ base: 12, sm: 7 }}>
            <PersonPicker
              label="Whom to meet"
              id={asked.person}
              onPick={(person) => change({ person })}
            />
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 5 }}>
            <PersonPicker
              label="For"
              placeholder="A liaison or a team"
              us="only"
              id={side}
              onPick={(id) =>
                change({
                  liaison: id?.startsWith("Liaison:") ? (ours(id) ?? undefined) : undefined,
                  team: id?.startsWith("Team:") ? (ours(id) ?? undefined) : undefined,
                })
              }
            />
          </Grid.Col>
        </Grid>
      </div>
      {asked.person && side ? (
        <Told asked={asked} person={asked.person} />
      ) : (
        <Empty title={asked.person ? "For whom is it?" : "Whom do you meet?"}>
          Pick the person and the liaison or the team above.
        </Empty>
      )}
    </div>
  );
}

function Told({ asked, person }: { asked: Asked; person: string }) {
  const answer = useAsked(BriefDocument, {
    person,
    liaison: asked.liaison ?? null,
    team: asked.team ?? null,
    asOf: asked.on ?? null,
    first: asked.first ?? 3,
  });
  return (
    <Answer of={answer} lines={14}>
      {({ introductionBrief }) => <Paper brief={introductionBrief} />}
    </Answer>
  );
}

function Keeping({ asked }: { asked: Asked }) {
  const { save, trouble, isSaving } = useSaving();
  const address = addressOf("/briefs/introduction.pdf", {
    person: asked.person,
    liaison: asked.liaison,
    team: asked.team,
    asOf: asked.on,
    first: asked.first?.toString(),
  });
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={15} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
      <Button
        size="xs"
        leftSection={<IconDownload size={15} aria-hidden />}
        loading={isSaving}
        onClick={() => void save(address, `introduction brief ${asked.person ?? ""}.pdf`)}
      >
        PDF
      </Button>
      {trouble && <Trouble trouble={trouble} />}
    </>
  );
}
