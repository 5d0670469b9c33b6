import { useLingui } from "@lingui/react/macro";
import {
  IconBriefcase,
  IconBuilding,
  IconCommand,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSend,
  IconSettings,
  IconTicket,
  IconUsers,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useComputedColorScheme } from "@mantine/core";
import { changeMe } from "../live/memory.ts";
import { useSession } from "../live/session.ts";
import { useAction } from "./keyboard.ts";
import { opened } from "./opened.ts";
import { mayManage, mayWork } from "#contract/rights.ts";
import { useSignOut } from "./sign-out.ts";

/** What can be done from every page. */
export function useDeskActions(): void {
  const { t } = useLingui();
  const go = useNavigate();
  const { user, outboxPreview } = useSession();
  const signOut = useSignOut();
  const dark = useComputedColorScheme() === "dark";
  const works = mayWork(user.rights);
  useAction({
    id: "palette",
    label: t`Command palette`,
    keys: "$mod+k",
    group: "go",
    icon: IconCommand,
    quiet: true,
    typing: true,
    writes: true,
    run: () => opened.set(opened.get() === "palette" ? null : "palette"),
  });
  useAction({
    id: "keys",
    label: t`Keyboard shortcuts`,
    keys: "[Shift]+?",
    group: "more",
    icon: IconKeyboard,
    run: () => opened.set("keys"),
  });
  useAction({
    id: "go.tickets",
    label: t`Go to the tickets`,
    keys: "g t",
    group: "go",
    icon: IconTicket,
    when: works,
    run: () => void go({ to: "/" }),
  });
  useAction({
    id: "go.contacts",
    label: t`Go to the contacts`,
    keys: "g u",
    group: "go",
    icon: IconUsers,
    when: works,
    run: () => void go({ to: "/contacts" }),
  });
  useAction({
    id: "go.companies",
    label: t`Go to the companies`,
    keys: "g f",
    group: "go",
    icon: IconBuilding,
    when: works,
    run: () => void go({ to: "/companies" }),
  });
  useAction({
    id: "go.deals",
    label: t`Go to the deals`,
    keys: "g d",
    group: "go",
    icon: IconBriefcase,
    when: works,
    run: () => void go({ to: "/deals" }),
  });
  useAction({
    id: "go.outbox",
    label: t`Go to the outbox preview`,
    keys: "g o",
    group: "go",
    icon: IconSend,
    when: outboxPreview && mayManage(user.rights),
    run: () => void go({ to: "/outbox" }),
  });
  useAction({
    id: "go.settings",
    label: t`Go to settings`,
    keys: "g s",
    group: "go",
    icon: IconSettings,
    run: () => void go({ to: "/settings" }),
  });
  useAction({
    id: "theme",
    label: dark ? t`Switch to the light theme` : t`Switch to the dark theme`,
    group: "more",
    icon: IconMoon,
    run: () => void changeMe({ preferences: { theme: dark ? "light" : "dark" } }),
  });
  useAction({ id: "sign-out", label: t`Sign out`, group: "more", icon: IconLogout, run: signOut });
}
