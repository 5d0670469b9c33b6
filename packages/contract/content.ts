import * as z from "zod";
import { Id, Line, Moment, Text, TicketNumber } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";

/**
 * What a text can be filled with, written `{{contact.name}}`. Properties that the desk defined are named beside these by
 * their kind and internal name: `{{ticket.serial}}`, `{{deal.seats}}`; files cannot be.
 */
export const tokens = [
  "contact.name",
  "contact.first_name",
  "contact.email",
  "contact.phone",
  "contact.job_title",
  "company.name",
  "company.domain",
  "ticket.number",
  "ticket.name",
  "ticket.status",
  "ticket.priority",
  "ticket.category",
  /** Of several deals of a ticket, the newest that is open. */
  "deal.name",
  "deal.amount",
  "deal.stage",
  "deal.close_date",
  "sender.name",
  "sender.first_name",
  "sender.email",
  "desk.name",
] as const;
export type Token = (typeof tokens)[number];

/** Stands in the text in place of a value that nobody knows, until an agent writes it. */
export const missingMark = (token: string): string =>
  `[[MISSING TOKEN - ${token.replaceAll(/[._]+/g, " ").toUpperCase()}]]`;

/** The marks that still stand in a text, each once. */
export function missingIn(html: string): string[] {
  return [
    ...new Set(
      [...html.matchAll(/\[\[MISSING TOKEN - ([A-Z0-9 ]{1,80})\]\]/g)].map(([mark]) => mark),
    ),
  ];
}

/** What is typed after `#`: one word. */
const Shortcut = Line(40)
  .toLowerCase()
  .regex(/^[\p{L}\p{N}_-]+$/u, "is letters, digits, - and _ only");

const common = {
  id: Id,
  name: z.string(),
  html: z.string(),
  /** Who made it; null when they are gone. */
  createdBy: Id.nullable(),
  updatedAt: Moment,
  /** I may change and delete it: it is mine, or I may change settings. */
  mayChange: z.boolean(),
};

export const Snippet = z.object({ ...common, shortcut: z.string() });
export type Snippet = z.infer<typeof Snippet>;

export const Template = z.object({ ...common, subject: z.string() });
export type Template = z.infer<typeof Template>;

const Body = Text(100_000).refine((html) => html.trim() !== "", { error: "is empty" });
const snippetFields = { name: Line(100), shortcut: Shortcut, html: Body };
const templateFields = { name: Line(100), subject: Line(500), html: Body };

export const listSnippets = operation({
  method: "GET",
  path: "/api/v1/snippets",
  does: "Lists the snippets by name; `q` finds them by name and shortcut.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ q: Text(100).optional(), ...paging }),
  output: page(Snippet),
  refusals: ["cursor_invalid"],
});

export const createSnippet = operation({
  method: "POST",
  path: "/api/v1/snippets",
  does: "Makes a snippet, for everybody at the desk. `{{contact.name}}` and its like are filled when it is inserted.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object(snippetFields),
  output: Snippet,
  refusals: ["shortcut_taken", "html_too_complex"],
});

export const updateSnippet = operation({
  method: "PATCH",
  path: "/api/v1/snippets/{id}",
  does: "Changes a snippet.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ id: Id }).extend(z.object(snippetFields).partial().shape),
  output: Snippet,
  refusals: ["snippet_not_found", "content_forbidden", "shortcut_taken", "html_too_complex"],
});

export const deleteSnippet = operation({
  method: "DELETE",
  path: "/api/v1/snippets/{id}",
  does: "Deletes a snippet. What was written with it stays.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["snippet_not_found", "content_forbidden"],
});

export const listTemplates = operation({
  method: "GET",
  path: "/api/v1/templates",
  does: "Lists the templates by name; `q` finds them by name and subject.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ q: Text(100).optional(), ...paging }),
  output: page(Template),
  refusals: ["cursor_invalid"],
});

export const createTemplate = operation({
  method: "POST",
  path: "/api/v1/templates",
  does: "Makes a template, for everybody at the desk: a whole mail with its subject.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object(templateFields),
  output: Template,
  refusals: ["name_taken", "html_too_complex"],
});

export const updateTemplate = operation({
  method: "PATCH",
  path: "/api/v1/templates/{id}",
  does: "Changes a template.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ id: Id }).extend(z.object(templateFields).partial().shape),
  output: Template,
  refusals: ["template_not_found", "content_forbidden", "name_taken", "html_too_complex"],
});

export const deleteTemplate = operation({
  method: "DELETE",
  path: "/api/v1/templates/{id}",
  does: "Deletes a template. What was written with it stays.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["template_not_found", "content_forbidden"],
});

/** Ready to insert. `missing` names the tokens without a value; their marks stand in the text. */
const filled = {
  html: z.string(),
  missing: z.array(z.string()),
};
export const FilledSnippet = z.object(filled);
export const FilledTemplate = z.object({ ...filled, subject: z.string() });

export const fillSnippet = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/snippets/{id}",
  does: "Fills a snippet from the ticket, its contact, company and deal, and from me. What has no value is marked.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, id: Id }),
  output: FilledSnippet,
  refusals: ["ticket_not_found", "snippet_not_found"],
});

export const fillTemplate = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/templates/{id}",
  does: "Fills a template from the ticket, its contact, company and deal, and from me. What has no value is marked.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, id: Id }),
  output: FilledTemplate,
  refusals: ["ticket_not_found", "template_not_found"],
});
