import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useDeferredValue, useEffect } from "react";
import { SearchField, SearchLink } from "../features/search/SearchField.tsx";
import { ViewsPanel } from "../features/views/ViewsPanel.tsx";
import { Asked } from "../kit/Asked.tsx";
import { ResizeHandle } from "../kit/ResizeHandle.tsx";
import { useTitle } from "../kit/title.ts";
import { useViewNames } from "../kit/views.ts";
import { queries } from "../live/queries.ts";
import { useSession } from "../live/session.ts";
import { ConversationPane } from "./ConversationPane.tsx";
import { arrange, bounds, rememberView, standard, useLayout, useRoom, useShape } from "./layout.ts";
import { ListPane } from "./ListPane.tsx";
import { NoWorkspace } from "./Mishaps.tsx";
import { mayWork } from "#contract/rights.ts";
import classes from "./Workspace.module.css";
import { useWorkspaceActions } from "./workspace-actions.ts";

const Sidebar = lazy(() =>
  import("../features/sidebar/Sidebar.tsx").then(({ Sidebar }) => ({ default: Sidebar })),
);
const CreatePanel = lazy(() =>
  import("../features/create/CreatePanel.tsx").then(({ CreatePanel }) => ({
    default: CreatePanel,
  })),
);

/** The help desk: views, list, conversation, and at the right the details or the form for a new ticket. */
export function Workspace() {
  const { user } = useSession();
  return mayWork(user.rights) ? <Panes /> : <NoWorkspace />;
}

/** Which pane a small screen shows. */
type Front = "views" | "list" | "conversation" | "end";

function Panes() {
  const { t } = useLingui();
  const { view, number } = useParams({ strict: false });
  const { panel, details, views } = useSearch({ from: "/desk/workspace" });
  const room = useRoom();
  const layout = useLayout();
  const whole = useShape() !== "split" && room !== "stacked";
  useWorkspaceActions();
  usePlace();
  useEffect(() => {
    if (view) rememberView(view);
  }, [view]);

  const creating = panel !== undefined;
  const found = useFound(number);
  const detailed =
    !creating &&
    found &&
    number !== undefined &&
    (room === "wide" ? layout.detailsOpen : details === 1);
  const front: Front =
    creating || detailed ? "end" : number ? "conversation" : views ? "views" : "list";
  const viewsShown = room === "stacked" || layout.viewsOpen;
  const width = (pixels: number) => (room === "stacked" ? {} : { style: { width: pixels } });
  const shown = (pane: Front) =>
    room === "stacked" ? { "data-front": front === pane, inert: front !== pane } : {};
  const behind = whole && number !== undefined;
  return (
    <div className={classes.panes} data-room={room} data-whole={whole || undefined}>
      <Asked />
      {viewsShown ? (
        <>
          <div className={classes.views} {...width(layout.views)} {...shown("views")}>
            <ViewsPanel search={room === "stacked" ? <SearchLink /> : <SearchField />} />
          </div>
          <Handle pane="views" label={t`Width of the views`} />
        </>
      ) : null}
      <div className={classes.place}>
        <div
          className={classes.list}
          {...(whole ? { "data-behind": behind, inert: behind } : width(layout.list))}
          {...shown("list")}
        >
          <ListPane />
        </div>
        {whole ? null : <Handle pane="list" label={t`Width of the list`} />}
        {whole && !behind ? null : (
          <div className={classes.conversation} {...shown("conversation")}>
            <ConversationPane number={number ?? null} />
          </div>
        )}
      </div>
      {creating || detailed ? (
        <>
          <Handle pane="details" label={t`Width of the details`} />
          <div
            className={classes.end}
            data-create={creating || undefined}
            {...width(creating ? Math.max(400, layout.details) : layout.details)}
            {...shown("end")}
          >
            <Suspense>
              {creating ? <Creating /> : number ? <Details number={number} /> : null}
            </Suspense>
          </div>
        </>
      ) : null}
    </div>
  );
}

/** The tab says the ticket, else the view. */
function usePlace(): void {
  const { t } = useLingui();
  const { view, number } = useParams({ strict: false });
  const nameOf = useViewNames();
  const ticket = useQuery({ ...queries.ticket(number ?? 0), enabled: number !== undefined }).data;
  const opened = number === undefined ? null : `#${number} ${ticket?.name ?? ""}`.trim();
  useTitle(opened ?? (view ? nameOf(view) : t`Search`));
}

/** A ticket that is not there has no details. */
function useFound(number: number | undefined): boolean {
  const { isError, data } = useQuery({
    ...queries.ticket(number ?? 0),
    enabled: number !== undefined,
    select: () => true,
  });
  return data === true || !isError;
}

function Handle({ pane, label }: { pane: "views" | "list" | "details"; label: string }) {
  const layout = useLayout();
  const [min, max] = bounds[pane];
  return (
    <ResizeHandle
      label={label}
      value={layout[pane]}
      min={min}
      max={max}
      side={pane === "details" ? "end" : "start"}
      onChange={(pixels) => arrange({ [pane]: pixels })}
      onReset={() => arrange({ [pane]: standard[pane] })}
    />
  );
}

/** After the conversation: that is what one clicked for. */
function Details({ number }: { number: number }) {
  const settled = useDeferredValue(number);
  return <Sidebar key={settled} number={settled} />;
}

function Creating() {
  const go = useNavigate();
  const { view } = useParams({ strict: false });
  const { panel } = useSearch({ from: "/desk/workspace" });
  const show = (shown: typeof panel) =>
    void go({ to: ".", search: (before) => ({ ...before, panel: shown }) });
  return (
    <CreatePanel
      editing={panel === "form"}
      onEdit={(editing) => show(editing ? "form" : "create")}
      onClose={() => show(undefined)}
      onCreated={(number) =>
        void go({ to: "/tickets/$view/$number", params: { view: view ?? "open", number } })
      }
    />
  );
}
