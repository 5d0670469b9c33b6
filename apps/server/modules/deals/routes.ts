import * as contract from "#contract/deals.ts";
import * as recordMails from "#contract/record-mails.ts";
import { type Route, route } from "#platform/http/route.ts";
import { addDealToTicket, removeDealFromTicket } from "./attach.ts";
import { deleteDeal, restoreDeal } from "./bin.ts";
import { writeFromDeal } from "./mail.ts";
import { listDeals, readDeal } from "./read.ts";
import { createDeal, updateDeal } from "./write.ts";

export const routes: Route[] = [
  route(contract.listDeals, listDeals),
  route(contract.readDeal, readDeal),
  route(contract.createDeal, createDeal),
  route(contract.updateDeal, updateDeal),
  route(contract.deleteDeal, deleteDeal),
  route(contract.restoreDeal, restoreDeal),
  route(contract.addDealToTicket, addDealToTicket),
  route(contract.removeDealFromTicket, removeDealFromTicket),
  route(recordMails.writeFromDeal, writeFromDeal),
];
