// Every view of the page: where it is, what it is called, and how it is loaded.
import { IconColumns3, IconListCheck, IconSearch, IconUser, type Icon } from "@tabler/icons-react";
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
    path: "/explore/compare",
    title: "Compare",
    says: "Up to four persons side by side",
    group: "Ask",
    icon: IconColumns3,
    asks: ["people"],
    load: () => import("./views/compare/Compare"),
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
