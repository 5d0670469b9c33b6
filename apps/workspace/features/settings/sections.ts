import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import {
  type Icon,
  IconAdjustments,
  IconBan,
  IconBell,
  IconFileText,
  IconForms,
  IconHistory,
  IconHash,
  IconKey,
  IconListCheck,
  IconMail,
  IconNotebook,
  IconShieldLock,
  IconUser,
  IconUsers,
  IconUsersGroup,
  IconWorldCheck,
} from "@tabler/icons-react";

export type Section = { page: string; label: MessageDescriptor; icon: Icon };

export const ownSections = [
  { page: "profile", label: msg`Profile`, icon: IconUser },
  { page: "notifications", label: msg`Notifications`, icon: IconBell },
  { page: "security", label: msg`Security`, icon: IconShieldLock },
  { page: "tokens", label: msg`API tokens`, icon: IconKey },
] as const satisfies readonly Section[];

/** What everybody at the desk writes and uses. */
export const textSections = [
  { page: "snippets", label: msg`Snippets`, icon: IconHash },
  { page: "templates", label: msg`Templates`, icon: IconFileText },
] as const satisfies readonly Section[];

export const deskSections = [
  { page: "desk", label: msg`General`, icon: IconAdjustments },
  { page: "users", label: msg`Users`, icon: IconUsers },
  { page: "teams", label: msg`Teams`, icon: IconUsersGroup },
  { page: "channels", label: msg`Channels`, icon: IconMail },
  { page: "domains", label: msg`Sending domains`, icon: IconWorldCheck },
  { page: "pipelines", label: msg`Pipelines`, icon: IconListCheck },
  { page: "properties", label: msg`Properties`, icon: IconForms },
  { page: "senders", label: msg`Blocked and allowed`, icon: IconBan },
  { page: "ledger", label: msg`Mail ledger`, icon: IconNotebook },
  { page: "audit", label: msg`Audit log`, icon: IconHistory },
] as const satisfies readonly Section[];
