import * as forms from "#contract/forms.ts";
import * as contract from "#contract/properties.ts";
import { type Route, route } from "#platform/http/route.ts";
import { archiveProperty, createProperty, restoreProperty, updateProperty } from "./define.ts";
import { listProperties } from "./definition.ts";
import { readCreateForm, saveCreateForm } from "./form.ts";

export const routes: Route[] = [
  route(contract.listProperties, listProperties),
  route(contract.createProperty, createProperty),
  route(contract.updateProperty, updateProperty),
  route(contract.archiveProperty, archiveProperty),
  route(contract.restoreProperty, restoreProperty),
  route(forms.readCreateForm, readCreateForm),
  route(forms.saveCreateForm, saveCreateForm),
];
