import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { VIEWS } from "../views";
import { NoSuchView } from "./NoSuchView";
import { Shell } from "./Shell";
import { Broken } from "./Broken";

const root = createRootRoute({ component: Shell, notFoundComponent: NoSuchView });
const routes = VIEWS.map((view) =>
  createRoute({
    getParentRoute: () => root,
    path: view.path,
    component: lazyRouteComponent(view.load),
  }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});
