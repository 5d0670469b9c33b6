import * as contract from "#contract/content.ts";
import { type Route, route } from "#platform/http/route.ts";
import { fillSnippet, fillTemplate } from "./fill.ts";
import { createSnippet, deleteSnippet, listSnippets, updateSnippet } from "./snippet.ts";
import { createTemplate, deleteTemplate, listTemplates, updateTemplate } from "./template.ts";

export const routes: Route[] = [
  route(contract.listSnippets, listSnippets),
  route(contract.createSnippet, createSnippet),
  route(contract.updateSnippet, updateSnippet),
  route(contract.deleteSnippet, deleteSnippet),
  route(contract.listTemplates, listTemplates),
  route(contract.createTemplate, createTemplate),
  route(contract.updateTemplate, updateTemplate),
  route(contract.deleteTemplate, deleteTemplate),
  route(contract.fillSnippet, fillSnippet),
  route(contract.fillTemplate, fillTemplate),
];
