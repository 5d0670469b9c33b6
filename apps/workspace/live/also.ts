import type { QueryKey } from "@tanstack/react-query";
import type { Event, EventType } from "#contract/live.ts";
import { queries } from "./queries.ts";

/** What hangs on a record that was merged, or is two again. */
const withMerged: QueryKey[] = [["tickets"], ["ticket"], ["timeline"], ["deals"], ["deal"]];

/** What else reads differently after an event, beside its ticket. */
export const alsoChanged: Partial<Record<EventType, (ids: Event["ids"]) => QueryKey[]>> = {
  "contact.changed": ({ contactId }) => [
    ["contacts"],
    ["timeline", "contact"],
    ["file"],
    ...(contactId ? [queries.contact(contactId).queryKey] : []),
  ],
  "company.changed": ({ companyId }) => [
    ["companies"],
    ["contacts"],
    ["contact"],
    ["timeline", "company"],
    ["file"],
    ...(companyId ? [queries.company(companyId).queryKey] : []),
  ],
  "deal.changed": ({ dealId }) => [
    ["deals"],
    ["timeline", "deal"],
    ["file"],
    ...(dealId ? [queries.deal(dealId).queryKey] : []),
  ],
  "contact.merged": () => [...withMerged, ["messages"]],
  "company.merged": () => withMerged,
  "pipeline.changed": () => [queries.pipelines().queryKey, ["access"], ["blind"]],
  "ticket.shared": ({ ticketNumber }) => [["blind", ticketNumber]],
  "ticket.unshared": ({ ticketNumber }) => [["blind", ticketNumber]],
  "form.changed": () => [queries.createForm().queryKey],
  "property.changed": () => [["properties"], ["file"], queries.createForm().queryKey],
  "snippet.changed": () => [queries.snippets().queryKey],
  "template.changed": () => [queries.templates().queryKey],
  "channel.changed": () => [queries.channels().queryKey, ["channelHealth"]],
  "user.changed": ({ userId }) => [
    queries.users().queryKey,
    ["access"],
    ...(userId ? [queries.user(userId).queryKey] : []),
  ],
  "team.changed": () => [queries.teams().queryKey, queries.channels().queryKey, ["access"]],
  "desk.changed": () => [queries.desk().queryKey, queries.session().queryKey, ["ticket"]],
  "mail.settled": () => [["ledger"], ["testMail"], ["mailWorks"], ["spam"]],
  "mail.workChanged": () => [["mailWorks"], ["channelHealth"]],
  "mail.alarmRaised": () => [["mailAlarms"], ["channelHealth"]],
  "mail.alarmEnded": () => [["mailAlarms"], ["channelHealth"]],
  "ticket.markedSpam": () => [["spam"]],
  "ticket.unmarkedSpam": () => [["spam"]],
  "senderRule.changed": () => [["senderRules"]],
  "outbox.filled": () => [queries.outbox().queryKey],
};
