import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBookmark, IconBookmarkPlus, IconSearch, IconUser } from "@tabler/icons-react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { PaletteDocument } from "../gql/graphql";
import { useAsked } from "../asking/use";
import { placeOf } from "../parts/words";
import { VIEWS } from "../views";
import { keepView, keptViews } from "./kept";
import { mayAsk, useMe } from "./me";

const [store, palette] = createSpotlight();

/** Goes to any view or person by a few letters (Ctrl-K). */
export default function Palette({ close }: { close: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 120);
  const { data } = useAsked(PaletteDocument, { text }, text.length < 2);
  useEffect(palette.open, []);
  const wanted = typed.trim().toLowerCase();
  const views = VIEWS.filter(
    (view) =>
      !view.isHidden &&
      mayAsk(me, ...view.asks) &&
      `${view.title} ${view.says}`.toLowerCase().includes(wanted),
  );
  const people = data?.people.nodes ?? [];
  const { href, pathname } = useLocation();
  const kept = keptViews().filter((one) => one.name.toLowerCase().includes(wanted));
  const here = VIEWS.find((view) => view.path === pathname);
  const name = typed.trim() || here?.title;
  const go = (to: string, search = {}) => void navigate({ to, search: search as never });
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      store={store}
      shortcut={null}
      onSpotlightClose={close}
      scrollable
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder="A person, or where to go"
        leftSection={<IconSearch size={18} aria-hidden />}
        aria-label="A person, or where to go"
      />
      <Spotlight.ActionsList>
        {people.length > 0 && (
          <Spotlight.ActionsGroup label="People">
            {people.map((person) => (
              <Spotlight.Action
                key={person.personId}
                label={person.name}
                description={placeOf(person)}
                leftSection={<IconUser size={20} aria-hidden />}
                onClick={() => go("/explore/person", { id: person.personId })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {views.length > 0 && (
          <Spotlight.ActionsGroup label="Go to">
            {views.map((view) => (
              <Spotlight.Action
                key={view.path}
                label={view.title}
                description={view.says}
                leftSection={<view.icon size={20} aria-hidden />}
                onClick={() => go(view.path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {kept.length > 0 && (
          <Spotlight.ActionsGroup label="Kept views">
            {kept.map((one) => (
              <Spotlight.Action
                key={one.name}
                label={one.name}
                leftSection={<IconBookmark size={20} aria-hidden />}
                onClick={() => void navigate({ href: one.at })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {here && name && (
          <Spotlight.ActionsGroup label="This view">
            <Spotlight.Action
              label={`Keep this view as “${name}”`}
              description="In this browser; send its link to share it"
              leftSection={<IconBookmarkPlus size={20} aria-hidden />}
              onClick={() => keepView(name, href)}
            />
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
