/** What somebody does for themselves on a ticket: nobody else sees it. */
import * as contract from "#contract/tickets.ts";
import * as comments from "#contract/comments.ts";
import * as drafts from "#contract/drafts.ts";
import * as messages from "#contract/messages.ts";
import { type Route, route } from "#platform/http/route.ts";
import { discardDraft, readDraft, saveDraft } from "./draft.ts";
import { followTicket } from "./follow.ts";
import { markRead } from "./mark.ts";
import { resolveMention, whoCannotSee } from "./mentions.ts";
import { allowPictures } from "./picture-senders.ts";

export const personal: Route[] = [
  route(contract.markRead, markRead),
  route(contract.followTicket, followTicket),
  route(comments.resolveMention, resolveMention),
  route(comments.whoCannotSee, whoCannotSee),
  route(messages.allowPictures, allowPictures),
  route(drafts.readDraft, readDraft),
  route(drafts.saveDraft, saveDraft),
  route(drafts.discardDraft, discardDraft),
];
