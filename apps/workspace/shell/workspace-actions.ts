import { useLingui } from "@lingui/react/macro";
import {
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconPlus,
  IconSearch,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ViewId } from "#contract/views.ts";
import { useViewNames, viewSigns } from "../kit/views.ts";
import { queries } from "../live/queries.ts";
import { useAction } from "./keyboard.ts";
import { arrange, useLayout, useRoom } from "./layout.ts";

/** What can be done in the help desk whether or not a ticket is open. */
export function useWorkspaceActions(): void {
  const { t } = useLingui();
  const go = useNavigate();
  const { number } = useParams({ strict: false });
  const { details } = useSearch({ from: "/desk/workspace" });
  const { viewsOpen, detailsOpen } = useLayout();
  const room = useRoom();
  const wide = room === "wide";
  useAction({
    id: "create",
    writes: true,
    label: t`Create ticket`,
    keys: "c",
    group: "write",
    icon: IconPlus,
    run: () => void go({ to: ".", search: (before) => ({ ...before, panel: "create" }) }),
  });
  useAction({
    id: "search",
    writes: true,
    label: t`Search`,
    keys: "/",
    group: "go",
    icon: IconSearch,
    run: () => {
      const field = document.querySelector<HTMLInputElement>("#search-field");
      if (field) return field.focus();
      void go({ to: "/search", search: { q: "" } });
    },
  });
  useAction({
    id: "views.toggle",
    label: viewsOpen ? t`Hide the views` : t`Show the views`,
    keys: "[",
    group: "view",
    icon: IconLayoutSidebar,
    when: room !== "stacked",
    run: () => arrange({ viewsOpen: !viewsOpen }),
  });
  useAction({
    id: "details.toggle",
    label: (wide ? detailsOpen : details) ? t`Hide the details` : t`Show the details`,
    keys: "]",
    group: "view",
    icon: IconLayoutSidebarRight,
    when: number !== undefined,
    run: () =>
      wide
        ? arrange({ detailsOpen: !detailsOpen })
        : void go({
            to: ".",
            search: (before) => ({ ...before, details: details ? undefined : 1 }),
          }),
  });
  useViewActions();
}

/** Every view that I have by its place beside the list: `g 1` is the first. */
function useViewActions() {
  const name = useViewNames();
  const go = useNavigate();
  const shown = useQuery(queries.views()).data?.items.map(({ id }) => id) ?? [];
  const to = (view: ViewId) => ({
    id: `view.${view}`,
    label: name(view),
    keys: `g ${shown.indexOf(view) + 1}`,
    group: "go" as const,
    icon: viewSigns[view],
    when: shown.includes(view),
    run: () => void go({ to: "/tickets/$view", params: { view } }),
  });
  useAction(to("unassigned"));
  useAction(to("mine"));
  useAction(to("team"));
  useAction(to("mentions"));
  useAction(to("following"));
  useAction(to("open"));
  useAction(to("drafts"));
  useAction(to("closed"));
}
