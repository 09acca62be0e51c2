// Every view of the page: where it is, what it is called, and how it is loaded.
import { IconAffiliate, IconMap2, IconSearch, type Icon } from "@tabler/icons-react";
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
    path: "/explore/network",
    title: "Network",
    says: "Who is tied to whom, drawn from persons, a circle, an institution or two ends",
    group: "Ask",
    icon: IconAffiliate,
    asks: ["people", "connectors"],
    load: () => import("./views/network/Network"),
  },
  {
    path: "/explore/map",
    title: "Map",
    says: "Where people practise, by state and city",
    group: "Ask",
    icon: IconMap2,
    asks: ["people"],
    load: () => import("./views/map/Map"),
  },
];
