import { useLingui } from "@lingui/react/macro";
import { IconBell } from "@tabler/icons-react";
import type { Ticket } from "#contract/tickets.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { setFollowing } from "../../live/notifications.ts";
import { useAction } from "../../shell/keyboard.ts";

/** Hearing of what happens on this ticket, or no longer. */
export function useFollowing({ number, following }: Ticket): void {
  const { t } = useLingui();
  const follow = (wanted: boolean) =>
    setFollowing(number, wanted).catch((error: unknown) => toastError(error));
  useAction({
    id: "ticket.follow",
    label: following ? t`Stop following` : t`Follow`,
    keys: "l",
    group: "ticket",
    icon: IconBell,
    run: () => {
      void follow(!following);
      const message = following
        ? t`You no longer hear of #${number}.`
        : t`You hear of what happens on #${number}.`;
      toast({ message, undo: () => void follow(following) });
    },
  });
}
