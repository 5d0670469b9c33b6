import { ActionIcon, Menu } from "@mantine/core";
import { useNavigate, useParams } from "@tanstack/react-router";
import {
  IconBan,
  IconDots,
  IconEye,
  IconLink,
  IconMail,
  IconMailOff,
  IconTrash,
} from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import { attempt, toast, toastError } from "../../kit/toast.ts";
import { binTicket, setRead, unbinTicket } from "../../live/change.ts";
import { callSpam } from "../../live/spam.ts";
import { useAction, useActions } from "../../shell/keyboard.ts";
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

  async function spam(block: boolean) {
    leave();
    try {
      const back = await callSpam([number], block);
      const message = block ? t`#${number} is spam, its sender blocked.` : t`#${number} is spam.`;
      toast({ message, undo: () => attempt(back) });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <ActionIcon size={28} aria-label={t`More actions`}>
          <IconDots size={16} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Doings />
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
        {ticket.may.delete ? <Away onSpam={spam} onBin={bin} /> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What the header has no room for on a phone. */
function Doings() {
  const actions = useActions();
  return ["ticket.follow", "ticket.mine", "ticket.close"].flatMap((id) => {
    const action = actions.find((one) => one.id === id);
    if (!action) return [];
    const Sign = action.icon ?? IconDots;
    return (
      <Menu.Item key={id} leftSection={<Sign size={16} stroke={1.5} />} onClick={action.run}>
        {action.label}
      </Menu.Item>
    );
  });
}

type AwayProps = { onSpam(block: boolean): Promise<void>; onBin(): Promise<void> };

/** What takes it out of the views; each can be undone. */
function Away({ onSpam, onBin }: AwayProps) {
  return (
    <>
      <Menu.Item
        leftSection={<IconMailOff size={16} stroke={1.5} />}
        onClick={() => void onSpam(false)}
      >
        <Trans>Mark as spam</Trans>
      </Menu.Item>
      <Menu.Item leftSection={<IconBan size={16} stroke={1.5} />} onClick={() => void onSpam(true)}>
        <Trans>Spam, and block the sender</Trans>
      </Menu.Item>
      <Menu.Item
        color="red"
        leftSection={<IconTrash size={16} stroke={1.5} />}
        onClick={() => void onBin()}
      >
        <Trans>Delete</Trans>
      </Menu.Item>
    </>
  );
}
