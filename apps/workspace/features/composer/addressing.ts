import { useQuery } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { answerSubject, forwardSubject, fromFor, onceEach } from "#contract/answering.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { queries } from "../../live/queries.ts";
import type { DraftKind, Writing } from "../../live/writing.ts";
import { addressesOf, type Addresses, bare, targetOf } from "./recipients.ts";

type Addressing = {
  addresses: Addresses;
  channels: Channel[];
  fromChannelId: string | null;
  /** The address that my team writes from, where this conversation has another one. */
  differs: string | null;
  near: Mailbox[];
  /** What the mail is called unless somebody says otherwise. */
  usualSubject: string;
};

/** Who this writing goes to and from which channel, with what stands near to choose from. */
export function useAddressing(
  ticket: Ticket,
  writing: Writing,
  messages: readonly Message[],
  kind: DraftKind,
): Addressing {
  const forwards = kind === "forward";
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const own = new Set(channels.map((channel) => bare(channel.address)));
  const target = targetOf(writing, messages);
  const { channelId, differs } = fromFor({
    chosen: writing.fromChannelId,
    threads: [target?.channelId, ticket.channelId],
    answered: ticket.firstRepliedAt !== null,
    teamDefault: channels.find((channel) => channel.isMyReplyDefault)?.id ?? null,
    connected: channels.map(({ id }) => id),
  });
  const people = [
    ...ticket.participants.map(({ name, address }) => ({ name, address })),
    ...ticket.contacts.flatMap(({ name, email }) => (email ? [{ name, address: email }] : [])),
  ];
  return {
    addresses: forwards ? writing : addressesOf(writing, target, ticket, own),
    usualSubject: forwards
      ? forwardSubject(target ?? null, ticket.name)
      : answerSubject(target ?? null, ticket.name),
    channels,
    fromChannelId: channelId,
    differs: differs
      ? (channels.find((channel) => channel.isMyReplyDefault)?.address ?? null)
      : null,
    near: onceEach(people).filter((box) => !own.has(bare(box.address))),
  };
}
