import { useLingui } from "@lingui/react/macro";
import {
  type Icon,
  IconArchive,
  IconAt,
  IconBell,
  IconInbox,
  IconPencil,
  IconTicket,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ViewId } from "#contract/views.ts";

export const viewSigns: Record<ViewId, Icon> = {
  unassigned: IconInbox,
  mine: IconUser,
  team: IconUsersGroup,
  mentions: IconAt,
  following: IconBell,
  open: IconTicket,
  drafts: IconPencil,
  closed: IconArchive,
};

/** The names of the views in the user's language. */
export function useViewNames(): (view: ViewId) => string {
  const { t } = useLingui();
  const names: Record<ViewId, string> = {
    unassigned: t`Unassigned`,
    mine: t`Assigned to me`,
    team: t`Team unassigned`,
    mentions: t`My mentions`,
    following: t`Following`,
    open: t`All open`,
    drafts: t`Drafts`,
    closed: t`Closed`,
  };
  return (view) => names[view];
}
