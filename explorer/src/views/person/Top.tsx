import { Badge, Button, Group, Menu, Text } from "@mantine/core";
import {
  IconChevronDown,
  IconColumns3,
  IconFileDescription,
  IconFileDownload,
  IconRoute,
  IconShare2,
  IconShieldCheck,
  IconUserCheck,
  type Icon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { saveFile } from "../../asking/files";
import type { Trouble as Found } from "../../asking/trouble";
import { Head } from "../../parts/Head";
import { Trouble } from "../../parts/Trouble";
import { counted, placeOf } from "../../parts/words";
import { onDay } from "../../parts/days";
import { mayAsk, useMe, type Me } from "../../shell/me";
import { VIEWS } from "../../views";
import { SamePerson } from "./SamePerson";
import type { Known } from "./Person";
import { Said } from "./Records";
import type { Sight } from "./sight";

interface Props {
  person: Known;
  sight: Sight;
}

/** Who it is, and where to go from here. */
export function Top({ person, sight }: Props) {
  const me = useMe();
  const [trouble, setTrouble] = useState<Found | null>(null);
  const named = person.credentials ? `, ${person.credentials}` : "";
  return (
    <header>
      <Head
        title={
          <>
            <bdi>{person.name}</bdi>
            {named && (
              <Text span inherit fw={400} c="dimmed">
                {named}
              </Text>
            )}
          </>
        }
        says={placeOf(person)}
      >
        <Actions person={person} sight={sight} tell={setTrouble} me={me} />
      </Head>
      <Marks person={person} />
      {trouble && <Trouble trouble={trouble} />}
    </header>
  );
}

function Marks({ person }: { person: Known }) {
  const practised = onDay(person.enumeratedOn);
  return (
    <>
      {person.deactivatedOn && (
        <Badge color="red" variant="light" mb={6}>
          NPI deactivated on {onDay(person.deactivatedOn)}
        </Badge>
      )}
      <Said
        parts={[
          person.npi ? `NPI ${person.npi}` : "No NPI",
          person.orcid && `ORCID iD ${person.orcid}`,
          ...(person.registerIds ?? []),
          person.communityName && <>circle “{person.communityName}”</>,
          person.medicalSchool &&
            `${person.medicalSchool}${person.graduationYear ? `, ${person.graduationYear}` : ""}`,
          practised && `in the registry since ${practised}`,
          person.otherNames?.length ? <>also printed as {person.otherNames.slice(0, 6).join("; ")}</> : null,
        ]}
      />
    </>
  );
}

interface Way {
  title: string;
  icon: Icon;
  path: string;
  search: Record<string, unknown>;
  asks: string[];
}

/** The ways from a person to other views that the caller may go, and that this page has. */
function waysFrom(me: Me, id: string): Way[] {
  const ways: Way[] = [
    {
      title: "Who connects me",
      icon: IconRoute,
      path: "/explore/introductions",
      search: { to: id },
      asks: ["introductions"],
    },
    { title: "Network", icon: IconShare2, path: "/explore/network", search: { id }, asks: ["people"] },
    {
      title: "Brief",
      icon: IconFileDescription,
      path: "/explore/brief",
      search: { person: id },
      asks: ["introductionBrief"],
    },
    {
      title: "Screen",
      icon: IconShieldCheck,
      path: "/explore/screening",
      search: { person: id },
      asks: ["screening"],
    },
    { title: "Compare", icon: IconColumns3, path: "/explore/compare", search: { ids: [id] }, asks: ["people"] },
  ];
  return ways.filter(({ path, asks }) => VIEWS.some((view) => view.path === path) && mayAsk(me, ...asks));
}

const PERSONAL = ["Brief", "Screen"];

function Actions({ person, sight, me, tell }: Props & { me: Me; tell: (found: Found | null) => void }) {
  const [isJoining, setJoining] = useState(false);
  const ways = waysFrom(me, person.personId).filter(
    ({ title }) => sight === "all" || !PERSONAL.includes(title),
  );
  const mayPack = sight === "all" && mayAsk(me, "evidencePack");
  const mayJudge = mayAsk(me, "judgeSamePerson");
  return (
    <Group gap={6}>
      {ways.map(({ title, icon: Icon, path, search }, place) => (
        <Button
          key={path}
          component={Link}
          to={path}
          search={search as never}
          size="xs"
          variant={place === 0 ? "filled" : "default"}
          leftSection={<Icon size={15} stroke={1.7} aria-hidden />}
        >
          {title}
        </Button>
      ))}
      {mayPack && <Pack person={person} tell={tell} />}
      {mayJudge && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
              Judge
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconUserCheck size={15} aria-hidden />}
              onClick={() => setJoining(true)}
            >
              Same person as…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {isJoining && <SamePerson person={person} close={() => setJoining(false)} />}
    </Group>
  );
}

function Pack({ person, tell }: { person: Known; tell: (found: Found | null) => void }) {
  const [isMaking, setMaking] = useState(false);
  const make = async () => {
    setMaking(true);
    const query = new URLSearchParams({ person: person.personId });
    tell(await saveFile(`/briefs/evidence.pdf?${query}`, `evidence-${person.personId}.pdf`));
    setMaking(false);
  };
  return (
    <Button
      size="xs"
      variant="default"
      loading={isMaking}
      onClick={() => void make()}
      leftSection={<IconFileDownload size={15} stroke={1.7} aria-hidden />}
      title={`Trials and papers of others by the interests of ${person.name}, as PDF; ${counted(person.paperCount, "paper")} of theirs known`}
    >
      Evidence pack
    </Button>
  );
}
