import * as contract from "#contract/contacts.ts";
import * as doubles from "#contract/doubles.ts";
import * as merges from "#contract/merges.ts";
import { type Route, route } from "#platform/http/route.ts";
import { deleteContact, restoreContact } from "./bin.ts";
import { deleteCompany, restoreCompany } from "./bin-company.ts";
import { listCompanyDoubles, listContactDoubles } from "./doubles.ts";
import { markDistinct, unmarkDistinct } from "./distinct.ts";
import { mergeCompanies, mergeContacts } from "./merge.ts";
import { listDoubles } from "./pairs.ts";
import { listCompanies, listContacts, readCompany, readContact } from "./read.ts";
import { undoMerge } from "./unmerge.ts";
import { createContact, updateContact } from "./write.ts";
import { createCompany, updateCompany } from "./write-company.ts";

export const routes: Route[] = [
  route(contract.listContacts, listContacts),
  route(contract.readContact, readContact),
  route(contract.createContact, createContact),
  route(contract.updateContact, updateContact),
  route(contract.deleteContact, deleteContact),
  route(contract.restoreContact, restoreContact),
  route(contract.listCompanies, listCompanies),
  route(contract.readCompany, readCompany),
  route(contract.createCompany, createCompany),
  route(contract.updateCompany, updateCompany),
  route(contract.deleteCompany, deleteCompany),
  route(contract.restoreCompany, restoreCompany),
  route(merges.mergeContacts, mergeContacts),
  route(merges.mergeCompanies, mergeCompanies),
  route(merges.undoMerge, undoMerge),
  route(merges.listContactDoubles, listContactDoubles),
  route(merges.listCompanyDoubles, listCompanyDoubles),
  route(doubles.listDoubles, listDoubles),
  route(doubles.markDistinct, markDistinct),
  route(doubles.unmarkDistinct, unmarkDistinct),
];
