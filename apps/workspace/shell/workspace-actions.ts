import { useLingui } from "@lingui/react/macro";
import {
  IconLayoutSidebar,
  IconLayoutSidebarRight,
  IconPlus,
  IconSearch,
} from "@tabler/icons-react";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ViewId } from "#contract/views.ts";
import { useViewNames, viewSigns } from "../kit/views.ts";
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

/** Every view by its place: `g 1` … `g 5`. */
function useViewActions() {
  const name = useViewNames();
  const go = useNavigate();
  const to = (view: ViewId, keys: string) => ({
    id: `view.${view}`,
    label: name(view),
    keys,
    group: "go" as const,
    icon: viewSigns[view],
    run: () => void go({ to: "/tickets/$view", params: { view } }),
  });
  useAction(to("unassigned", "g 1"));
  useAction(to("mine", "g 2"));
  useAction(to("open", "g 3"));
  useAction(to("drafts", "g 4"));
  useAction(to("closed", "g 5"));
}
