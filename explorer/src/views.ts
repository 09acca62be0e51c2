// Every view of the page: where it is, what it is called, and how it is loaded.
import {
  IconFileText,
  IconHourglass,
  IconListNumbers,
  IconRoute,
  IconSearch,
  IconShieldCheck,
  IconUsersGroup,
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
    path: "/explore/plan",
    title: "Plan introductions",
    says: "Whom to ask next, who is in reach, and who hangs on whom",
    group: "Plan",
    icon: IconListNumbers,
    asks: ["nextIntroductions", "reach"],
    load: () => import("./views/plan/Plan"),
  },
  {
    path: "/explore/board",
    title: "Advisory board",
    says: "Whom to invite together, why each of them, and who else",
    group: "Plan",
    icon: IconUsersGroup,
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
];
