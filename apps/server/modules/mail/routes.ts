import { receiveWebhook as webhookOperation } from "#contract/webhooks.ts";
import {
  readTestMail as readTestOperation,
  sendTestMail as sendTestOperation,
  testReceiving as receiveOperation,
} from "#contract/channel-tests.ts";
import * as attached from "#contract/attached.ts";
import * as contract from "#contract/mail.ts";
import { readMessageSource as sourceOperation } from "#contract/tickets.ts";
import { openRoute, type Route, route } from "#platform/http/route.ts";
import { answerOutbox, writeAsCustomer } from "./answer.ts";
import { readAttachedFile, readAttachedFrame, readAttachedMail } from "./attached.ts";
import { readMessageCards } from "./cards.ts";
import { importMail } from "./import.ts";
import { readLedger, readSource } from "./ledger.ts";
import { listOutbox, readFrame, readMail } from "./read-outbox.ts";
import { readMessageSource } from "./source.ts";
import { readTestMail, testReceiving } from "./test-receive.ts";
import { sendTestMail } from "./test-send.ts";
import { receiveWebhook } from "./webhook.ts";

export const routes: Route[] = [
  route(contract.readLedger, readLedger),
  route(contract.readLedgerSource, readSource),
  route(contract.importMail, importMail),
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
];
