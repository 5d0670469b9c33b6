import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import { IconDots, IconEye, IconLink, IconMail, IconTrash } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { binTicket, setRead, unbinTicket } from "../../live/change.ts";
import { useAction } from "../../shell/keyboard.ts";
import { arrange, lastView, useRoom } from "../../shell/layout.ts";

/** What is seldom done with a ticket. */
export function TicketMenu({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const go = useNavigate();
  const { view } = useParams({ strict: false });
  const { number } = ticket;
  const wide = useRoom() === "wide";
  const leave = () => void go({ to: "/tickets/$view", params: { view: view ?? lastView() } });

  function showAccess() {
    if (wide) arrange({ detailsOpen: true });
    const open = wide ? {} : { details: 1 as const };
    void go({ to: ".", search: (before) => ({ ...before, ...open, tab: "access" as const }) });
  }

  useAction({
    id: "ticket.access",
    label: t`Access`,
    group: "ticket",
    icon: IconEye,
    run: showAccess,
  });

  async function copy() {
    await navigator.clipboard.writeText(
      new URL(`/tickets/open/${number}`, window.location.origin).href,
    );
    toast({ message: t`Link copied` });
  }

  async function bin() {
    leave();
    try {
      await binTicket(number);
      toast({
        message: t`#${number} is in the bin.`,
        undo: () => void unbinTicket(number).catch((error: unknown) => toastError(error)),
      });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t`More actions`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={16} stroke={1.5} />} onClick={() => void copy()}>
          <Trans>Copy link</Trans>
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMail size={16} stroke={1.5} />}
          onClick={() => {
            void setRead(number, false);
            leave();
          }}
        >
          <Trans>Mark as unread</Trans>
        </Menu.Item>
        <Menu.Item leftSection={<IconEye size={16} stroke={1.5} />} onClick={showAccess}>
          <Trans>Access</Trans>
        </Menu.Item>
        {ticket.may.delete ? (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            onClick={() => void bin()}
          >
            <Trans>Delete</Trans>
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
