/** What the sample desk writes often. */
import { createSnippetDirectly, createTemplateDirectly } from "#modules/content";
import type { Tx } from "#platform/db.ts";

export async function keepTexts(
  tx: Tx,
  deskId: string,
  createdBy: string,
  now: Date,
): Promise<void> {
  const by = { createdBy, now };
  for (const snippet of snippets) await createSnippetDirectly(tx, deskId, { ...snippet, ...by });
  for (const template of templates)
    await createTemplateDirectly(tx, deskId, { ...template, ...by });
}

const snippets = [
  {
    name: "Thanks for waiting",
    shortcut: "thanks",
    html: "<p>Hello {{contact.first_name}}, thank you for your patience.</p>",
  },
  {
    name: "Serial number needed",
    shortcut: "serial",
    html: "<p>Could you send us the serial number? It is on the plate at the back of the machine, above the power cable.</p>",
  },
  {
    name: "Repair appointment",
    shortcut: "repair",
    html: "<p>Our technician can come within three working days. May we reach you at {{contact.phone}} to agree on a time?</p>",
  },
  {
    name: "Closing words",
    shortcut: "bye",
    html: "<p>If anything else comes up about {{ticket.name}}, just answer this mail.</p><p>Kind regards,<br>{{sender.first_name}}</p>",
  },
];

const templates = [
  {
    name: "Return of a machine",
    subject: "Your return, ticket {{ticket.number}}",
    html: "<p>Dear {{contact.name}},</p><p>we are sorry that the machine does not do what it should. This is how you send it back:</p><ol><li><p>Empty the water tank and the grounds drawer.</p></li><li><p>Pack the machine in its box, or in one of about the same size.</p></li><li><p>Write <strong>{{ticket.number}}</strong> on the outside.</p></li></ol><p>The carrier collects it at your address; you pay nothing.</p>",
  },
  {
    name: "Quotation follows",
    subject: "Your request, ticket {{ticket.number}}",
    html: "<p>Dear {{contact.name}},</p><p>thank you for the interest of {{company.name}}. You have our offer within two working days.</p>",
  },
];
