import * as forms from "#contract/forms.ts";
import * as contract from "#contract/properties.ts";
import { type Route, route } from "#platform/http/route.ts";
import { readCreateForm, saveCreateForm } from "./form.ts";
import { listProperties } from "./property.ts";

export const routes: Route[] = [
  route(contract.listProperties, listProperties),
  route(forms.readCreateForm, readCreateForm),
  route(forms.saveCreateForm, saveCreateForm),
];
