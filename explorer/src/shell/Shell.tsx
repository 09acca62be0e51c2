import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  NavLink,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure, useDocumentTitle, useHotkeys } from "@mantine/hooks";
import { IconMoon, IconSearch, IconSun } from "@tabler/icons-react";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { MeDocument } from "../gql/graphql";
import { useIsRefused, wasTaken } from "../asking/identity";
import { useAsked } from "../asking/use";
import { Trouble } from "../parts/Trouble";
import { VIEWS } from "../views";
import mark from "./peerline.svg";
import { mayAsk, MeContext, type Me } from "./me";
import { Who } from "./Who";

// What needs layers above the view comes after it.
const Palette = lazy(() => import("./Palette"));
const identity = () => import("./Identity");
const Identity = lazy(identity);
// Who is known needs no door.
const SignIn = lazy(() => import("./SignIn"));

/** What stands around every view: the way to the others, the search, and who asks. */
export function Shell() {
  const { data, trouble, again } = useAsked(MeDocument, {});
  const isRefused = useIsRefused();
  useEffect(() => {
    if (data) wasTaken();
  }, [data]);
  // Whoever has a role may ask who they are.
  const refusal = trouble?.kind === "forbidden" && !data ? { refusal: trouble.message } : {};
  if (isRefused || trouble?.kind === "signIn" || refusal.refusal !== undefined) {
    return (
      <Suspense>
        <SignIn {...refusal} />
      </Suspense>
    );
  }
  if (trouble && !data) {
    return (
      <Box maw={640} mx="auto" pt={80}>
        <Trouble trouble={trouble} again={again} />
      </Box>
    );
  }
  if (!data) return <Box role="status" aria-label="Loading" />;
  return (
    <MeContext.Provider value={data.me}>
      <Frame me={data.me} />
    </MeContext.Provider>
  );
}

function Frame({ me }: { me: Me }) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [isSearching, search] = useDisclosure(false);
  useHotkeys([
    ["mod+K", search.open],
    ["/", search.open],
  ]);
  const { pathname } = useLocation();
  const view = VIEWS.find((one) => one.path === pathname);
  useDocumentTitle(view && view.path !== "/" ? `${view.title} · Peerline` : "Peerline");
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a href="#view" className="skip">
        Skip to the view
      </a>
      <AppShell.Header className="bar">
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <Link to="/" className="mark" aria-label="Peerline, first view">
              <img src={mark} alt="" width={26} height={26} />
              <Text fw={700} size="lg" visibleFrom="xs">
                Peerline
              </Text>
            </Link>
          </Group>
          <UnstyledButton className="search" onClick={search.open} aria-keyshortcuts="Control+K">
            <IconSearch size={16} aria-hidden />
            <Text size="sm" truncate>
              Search or go to…
            </Text>
            <kbd>Ctrl K</kbd>
          </UnstyledButton>
          <Group gap="xs" wrap="nowrap">
            <Scheme />
            <WhoAsks me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label="Views">
        <AppShell.Section grow p="xs" className="ways">
          <Menu me={me} here={pathname} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main>
        <div id="view" tabIndex={-1} className="view">
          <Outlet />
        </div>
      </AppShell.Main>
      {isSearching && (
        <Suspense>
          <Palette close={search.close} />
        </Suspense>
      )}
    </AppShell>
  );
}

/** Its menu is brought when somebody is about to open it. */
function WhoAsks({ me }: { me: Me }) {
  const [isOpened, { open }] = useDisclosure(false);
  const bring = () => void identity();
  if (!isOpened) return <Who of={me} onClick={open} onPointerEnter={bring} onFocus={bring} />;
  return (
    <Suspense fallback={<Who of={me} />}>
      <Identity me={me} />
    </Suspense>
  );
}

function Menu({ me, here }: { me: Me; here: string }) {
  const shown = VIEWS.filter((view) => !view.isHidden && mayAsk(me, ...view.asks));
  const groups = [...new Set(shown.map((view) => view.group))];
  return (
    <>
      {groups.map((group) => (
        <Box key={group} mb="sm">
          <Text size="xs" fw={600} c="dimmed" px="sm" py={4}>
            {group}
          </Text>
          {shown
            .filter((view) => view.group === group)
            .map((view) => (
              <NavLink
                key={view.path}
                component={Link}
                to={view.path}
                label={view.title}
                leftSection={<view.icon size={18} stroke={1.6} aria-hidden />}
                active={view.path === here}
                aria-current={view.path === here ? "page" : undefined}
                className="way"
              />
            ))}
        </Box>
      ))}
    </>
  );
}

function Scheme() {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  const other = shown === "dark" ? "light" : "dark";
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      title={`Show in ${other} colours`}
      aria-label={`Show in ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      {shown === "dark" ? <IconSun size={18} /> : <IconMoon size={18} />}
    </ActionIcon>
  );
}
