import { useQuery } from "@tanstack/react-query";
import type { Channel } from "#contract/channels.ts";
import { answerSubject, onceEach } from "#contract/answering.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Message, Ticket } from "#contract/tickets.ts";
import { queries } from "../../live/queries.ts";
import type { Writing } from "../../live/writing.ts";
import { addressesOf, type Addresses, bare, targetOf } from "./recipients.ts";

type Addressing = {
  addresses: Addresses;
  channels: Channel[];
  fromChannelId: string | null;
  near: Mailbox[];
  /** What the mail is called unless somebody says otherwise. */
  usualSubject: string;
};

/** Who this writing goes to and from which channel, with what stands near to choose from. */
export function useAddressing(
  ticket: Ticket,
  writing: Writing,
  messages: readonly Message[],
): Addressing {
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const own = new Set(channels.map((channel) => bare(channel.address)));
  const target = targetOf(writing, messages);
  const connected = (id: string | null | undefined) =>
    channels.some((channel) => channel.id === id) ? (id ?? null) : null;
  const threads =
    connected(target?.channelId) ?? connected(ticket.channelId) ?? channels[0]?.id ?? null;
  const people = [
    ...ticket.participants.map(({ name, address }) => ({ name, address })),
    ...ticket.contacts.flatMap(({ name, email }) => (email ? [{ name, address: email }] : [])),
  ];
  return {
    addresses: addressesOf(writing, target, ticket, own),
    usualSubject: answerSubject(target ?? null, ticket.name),
    channels,
    fromChannelId: connected(writing.fromChannelId) ?? threads,
    near: onceEach(people).filter((box) => !own.has(bare(box.address))),
  };
}
