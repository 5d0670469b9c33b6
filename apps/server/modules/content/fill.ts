/** Filling a text from the ticket it is inserted on. What nobody knows stays visible as a mark. */
import type * as contract from "#contract/content.ts";
import { missingMark } from "#contract/content.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { cleanReplyHtml, escapeHtml } from "#mail/sanitize.ts";
import type { Call } from "#platform/call.ts";
import { findSnippet } from "./snippet.ts";
import { findTemplate } from "./template.ts";
import { type Values, valuesOn } from "./values.ts";

export async function fillSnippet(
  call: Call,
  { number, id }: InputOf<typeof contract.fillSnippet>,
): Promise<OutputOf<typeof contract.fillSnippet>> {
  const values = await valuesOn(call, number);
  const { html } = await findSnippet(call.db, call.agent.deskId, id);
  return filledHtml(html, values);
}

export async function fillTemplate(
  call: Call,
  { number, id }: InputOf<typeof contract.fillTemplate>,
): Promise<OutputOf<typeof contract.fillTemplate>> {
  const values = await valuesOn(call, number);
  const template = await findTemplate(call.db, call.agent.deskId, id);
  const subject = filled(template.subject, values, (value) => value.replaceAll(/\s+/g, " "));
  const body = filledHtml(template.html, values);
  return {
    ...body,
    subject: subject.text.slice(0, 500),
    missing: once(subject.missing, body.missing),
  };
}

function filledHtml(html: string, values: Values) {
  const { text, missing } = filled(html, values, escapeHtml);
  // A value may have come to stand in an address: it is cleaned as a whole.
  return { html: cleanReplyHtml(text), missing: once(missing) };
}

function filled(text: string, values: Values, escape: (value: string) => string) {
  const missing: string[] = [];
  const whole = text.replaceAll(/\{\{\s{0,9}([a-z0-9_.]{1,80})\s{0,9}\}\}/gi, (_, name: string) => {
    const value = values[name.toLowerCase()]?.trim();
    if (value) return escape(value);
    missing.push(name.toLowerCase());
    return missingMark(name);
  });
  return { text: whole, missing };
}

function once(...lists: string[][]): string[] {
  return [...new Set(lists.flat())];
}
