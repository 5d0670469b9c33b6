import * as contract from "#contract/contacts.ts";
import { type Route, route } from "#platform/http/route.ts";
import { deleteContact, restoreContact } from "./bin.ts";
import { deleteCompany, restoreCompany } from "./bin-company.ts";
import { listCompanies, listContacts, readCompany, readContact } from "./read.ts";
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
];
