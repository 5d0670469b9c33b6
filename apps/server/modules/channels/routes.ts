import * as contract from "#contract/channels.ts";
import { previewMailbox as previewOperation } from "#contract/mailbox-preview.ts";
import * as consents from "#contract/consents.ts";
import * as webhooks from "#contract/webhooks.ts";
import * as domains from "#contract/domains.ts";
import { type Route, route } from "#platform/http/route.ts";
import { createChannel } from "./create.ts";
import { deleteChannel } from "./delete.ts";
import { checkSendingDomain } from "./domain-check.ts";
import { createDkimKey, deleteDkimKey, listSendingDomains } from "./domains.ts";
import { listChannels } from "./list.ts";
import { previewMailbox } from "./preview.ts";
import { updateChannel } from "./update.ts";
import { finishConsent } from "./finish-consent.ts";
import { startConsent } from "./start-consent.ts";
import { makeWebhook, stopWebhook } from "./webhook.ts";

export const routes: Route[] = [
  route(contract.listChannels, listChannels),
  route(contract.createChannel, createChannel),
  route(contract.updateChannel, updateChannel),
  route(contract.deleteChannel, deleteChannel),
  route(webhooks.makeWebhook, makeWebhook),
  route(webhooks.stopWebhook, stopWebhook),
  route(consents.startConsent, startConsent),
  route(consents.finishConsent, finishConsent),
  route(previewOperation, previewMailbox),
  route(domains.listSendingDomains, listSendingDomains),
  route(domains.checkSendingDomain, checkSendingDomain),
  route(domains.createDkimKey, createDkimKey),
  route(domains.deleteDkimKey, deleteDkimKey),
];
