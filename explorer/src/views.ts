// Every view of the page: where it is, what it is called, and how it is loaded.
import {
  IconFileText,
  IconListNumbers,
  IconRoute,
  IconSearch,
  IconShieldCheck,
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
];
