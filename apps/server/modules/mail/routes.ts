import * as contract from "#contract/mail.ts";
import { readMessageSource as sourceOperation } from "#contract/tickets.ts";
import { type Route, route } from "#platform/http/route.ts";
import { answerOutbox, writeAsCustomer } from "./answer.ts";
import { importMail } from "./import.ts";
import { readLedger, readSource } from "./ledger.ts";
import { listOutbox, readFrame, readMail } from "./read-outbox.ts";
import { readMessageSource } from "./source.ts";

export const routes: Route[] = [
  route(contract.readLedger, readLedger),
  route(contract.readLedgerSource, readSource),
  route(contract.importMail, importMail),
  route(contract.listOutbox, listOutbox),
  route(contract.readOutboxMail, readMail),
  route(contract.readOutboxFrame, readFrame),
  route(contract.answerOutbox, answerOutbox),
  route(contract.writeAsCustomer, writeAsCustomer),
  route(sourceOperation, readMessageSource),
];
