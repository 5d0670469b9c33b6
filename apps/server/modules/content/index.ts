/** Content: what is written once and inserted often. */
export { createSnippetDirectly, createTemplateDirectly } from "./create.ts";
