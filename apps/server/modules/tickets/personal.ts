/** What somebody does for themselves on a ticket: nobody else sees it. */
import * as contract from "#contract/tickets.ts";
import { type Route, route } from "#platform/http/route.ts";
import { discardDraft, readDraft, saveDraft } from "./draft.ts";
import { followTicket } from "./follow.ts";
import { markRead } from "./mark.ts";
import { resolveMention, whoCannotSee } from "./mentions.ts";
import { allowPictures } from "./picture-senders.ts";

export const personal: Route[] = [
  route(contract.markRead, markRead),
  route(contract.followTicket, followTicket),
  route(contract.resolveMention, resolveMention),
  route(contract.whoCannotSee, whoCannotSee),
  route(contract.allowPictures, allowPictures),
  route(contract.readDraft, readDraft),
  route(contract.saveDraft, saveDraft),
  route(contract.discardDraft, discardDraft),
];
