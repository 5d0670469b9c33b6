import { receiveWebhook as webhookOperation } from "#contract/webhooks.ts";
import {
  readTestMail as readTestOperation,
  sendTestMail as sendTestOperation,
  testReceiving as receiveOperation,
} from "#contract/channel-tests.ts";
import * as attached from "#contract/attached.ts";
import * as ledger from "#contract/ledger.ts";
import * as contract from "#contract/mail.ts";
import * as alarms from "#contract/mail-alarms.ts";
import * as works from "#contract/mail-works.ts";
import { readMessageSource as sourceOperation } from "#contract/messages.ts";
import { openRoute, type Route, route } from "#platform/http/route.ts";
import * as spam from "#contract/spam.ts";
import { answerOutbox, writeAsCustomer } from "./answer.ts";
import { readAttachedFile, readAttachedFrame, readAttachedMail } from "./attached.ts";
import { readMessageCards } from "./cards.ts";
import { listAlarms, readChannelHealth } from "./health.ts";
import { importMail } from "./import-work.ts";
import { readEntry, readLedger, readSource } from "./ledger.ts";
import { listOutbox, readFrame, readMail } from "./read-outbox.ts";
import { reconcileMailbox } from "./reconcile.ts";
import { applyRereadings, listRereadings, rereadMail } from "./reread.ts";
import { readMessageSource } from "./source.ts";
import { markSpam } from "./mark-spam.ts";
import { createSenderRule, deleteSenderRule, listSenderRules } from "./sender-rules.ts";
import { listSpam, readSpam, restoreSpam } from "./spam.ts";
import { readTestMail, testReceiving } from "./test-receive.ts";
import { sendTestMail } from "./test-send.ts";
import { receiveWebhook } from "./webhook.ts";
import { listWorks, readWork, stopWork } from "./work.ts";

export const routes: Route[] = [
  route(ledger.readLedger, readLedger),
  route(ledger.readLedgerEntry, readEntry),
  route(ledger.readLedgerSource, readSource),
  route(ledger.importMail, importMail),
  route(works.listMailWorks, listWorks),
  route(works.readMailWork, readWork),
  route(works.stopMailWork, stopWork),
  route(works.rereadMail, rereadMail),
  route(works.listRereadings, listRereadings),
  route(works.applyRereadings, applyRereadings),
  route(alarms.listAlarms, listAlarms),
  route(alarms.readChannelHealth, readChannelHealth),
  route(alarms.reconcileMailbox, reconcileMailbox),
  route(contract.listOutbox, listOutbox),
  route(contract.readOutboxMail, readMail),
  route(contract.readOutboxFrame, readFrame),
  route(contract.answerOutbox, answerOutbox),
  route(contract.writeAsCustomer, writeAsCustomer),
  route(sendTestOperation, sendTestMail),
  route(receiveOperation, testReceiving),
  route(readTestOperation, readTestMail),
  route(sourceOperation, readMessageSource),
  route(attached.readMessageCards, readMessageCards),
  route(attached.readAttachedMail, readAttachedMail),
  route(attached.readAttachedFrame, readAttachedFrame),
  route(attached.readAttachedFile, readAttachedFile),
  openRoute(webhookOperation, receiveWebhook),
  route(spam.listSpam, listSpam),
  route(spam.readSpam, readSpam),
  route(spam.markSpam, markSpam),
  route(spam.restoreSpam, restoreSpam),
  route(spam.listSenderRules, listSenderRules),
  route(spam.createSenderRule, createSenderRule),
  route(spam.deleteSenderRule, deleteSenderRule),
];
