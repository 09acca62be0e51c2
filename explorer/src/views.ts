// Every view of the page: where it is, what it is called, and how it is loaded.
import {
  IconAffiliate,
  IconCalendarWeek,
  IconChartLine,
  IconChecklist,
  IconColumns3,
  IconDatabase,
  IconFileText,
  IconHourglass,
  IconListCheck,
  IconListNumbers,
  IconMap2,
  IconRoute,
  IconSearch,
  IconShieldCheck,
  IconUser,
  IconUsersGroup,
  IconUsersPlus,
  type Icon,
} from "@tabler/icons-react";
import type { ComponentType } from "react";

export interface View {
  path: string;
  title: string;
  /** What it answers, in one line. */
  says: string;
  group: "Ask" | "Lists" | "Plan" | "Data";
  icon: Icon;
  /** The root fields without which it can show nothing. */
  asks: string[];
  load: () => Promise<{ default: ComponentType }>;
  /** Not in the menu: it needs to be told of whom. */
  isHidden?: boolean;
}

export const VIEWS: View[] = [
  {
    path: "/",
    title: "Find",
    says: "People, institutions, topics and companies by name, NPI or ORCID iD",
    group: "Ask",
    icon: IconSearch,
    asks: ["people"],
    load: () => import("./views/find/Find"),
  },
  {
    path: "/explore/introductions",
    title: "Who connects me",
    says: "Whom to ask for an introduction, by which records",
    group: "Ask",
    icon: IconRoute,
    asks: ["introductions", "evidence"],
    load: () => import("./views/introductions/Introductions"),
  },
  {
    path: "/explore/network",
    title: "Network",
    says: "Who is tied to whom, drawn from persons, a circle, an institution or two ends",
    group: "Ask",
    icon: IconAffiliate,
    asks: ["people", "connectors"],
    load: () => import("./views/network/Network"),
  },
  {
    path: "/explore/person",
    title: "Person",
    says: "One person: publication, practice, payments, ties and what we have to do with each other",
    group: "Ask",
    icon: IconUser,
    asks: ["person"],
    load: () => import("./views/person/Person"),
    isHidden: true,
  },
  {
    path: "/explore/brief",
    title: "Introduction brief",
    says: "One page before you meet, each statement with its records",
    group: "Ask",
    icon: IconFileText,
    asks: ["introductionBrief"],
    load: () => import("./views/brief/Brief"),
  },
  {
    path: "/explore/screening",
    title: "Screening",
    says: "Is it clear to invite this person?",
    group: "Ask",
    icon: IconShieldCheck,
    asks: ["screening"],
    load: () => import("./views/screening/Screening"),
  },
  {
    path: "/explore/lists",
    title: "People in order",
    says: "Influencers, connectors and emerging experts, filtered and compared",
    group: "Lists",
    icon: IconListNumbers,
    asks: ["influencers"],
    load: () => import("./views/lists/Lists"),
  },
  {
    path: "/explore/segments",
    title: "Segments and tiers",
    says: "Rules that keep lists of people; try one, see who moved and why",
    group: "Lists",
    icon: IconUsersGroup,
    asks: ["segments"],
    load: () => import("./views/segments/Segments"),
  },
  {
    path: "/explore/compare",
    title: "Compare",
    says: "Up to four persons side by side",
    group: "Lists",
    icon: IconColumns3,
    asks: ["people"],
    load: () => import("./views/compare/Compare"),
  },
  {
    path: "/explore/map",
    title: "Map",
    says: "Where people practise, by state and city",
    group: "Lists",
    icon: IconMap2,
    asks: ["people"],
    load: () => import("./views/map/Map"),
  },
  {
    path: "/explore/week",
    title: "My week",
    says: "Alerts, whom to see and why, and how relationships fare",
    group: "Plan",
    icon: IconCalendarWeek,
    asks: ["liaisons"],
    load: () => import("./views/week/Week"),
  },
  {
    path: "/explore/plan",
    title: "Plan introductions",
    says: "Whom to ask next, who is in reach, and who hangs on whom",
    group: "Plan",
    icon: IconChecklist,
    asks: ["nextIntroductions", "reach"],
    load: () => import("./views/plan/Plan"),
  },
  {
    path: "/explore/board",
    title: "Advisory board",
    says: "Whom to invite together, why each of them, and who else",
    group: "Plan",
    icon: IconUsersPlus,
    asks: ["advisoryBoard"],
    load: () => import("./views/board/Board"),
  },
  {
    path: "/explore/lifecycle",
    title: "Lifecycle of a product",
    says: "Which experts each milestone needs, who was met, and who is late",
    group: "Plan",
    icon: IconHourglass,
    asks: ["lifecycle"],
    load: () => import("./views/lifecycle/Lifecycle"),
  },
  {
    path: "/explore/team",
    title: "Team",
    says: "How our relationships fare: at most ten figures over twelve months",
    group: "Plan",
    icon: IconChartLine,
    asks: ["rapports"],
    load: () => import("./views/team/Team"),
  },
  {
    path: "/explore/sources",
    title: "Sources",
    says: "What every figure rests on: coverage, freshness, terms",
    group: "Data",
    icon: IconDatabase,
    asks: ["sources"],
    load: () => import("./views/sources/Sources"),
  },
  {
    path: "/explore/quality",
    title: "Data quality",
    says: "What sources were refused, and whose identity is in doubt",
    group: "Data",
    icon: IconListCheck,
    asks: ["sources"],
    load: () => import("./views/quality/Quality"),
  },
];
