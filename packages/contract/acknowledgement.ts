/** The first answer that a channel gives by itself: that the mail has arrived. */
import * as z from "zod";
import { Line, type Locale, Text } from "./common.ts";

export const Acknowledgement = z.object({
  subject: Line(200).min(1),
  text: Text(5000).min(1),
});
export type Acknowledgement = z.infer<typeof Acknowledgement>;

/** What we know ourselves, and may tell anybody. */
export const safeVariables = ["desk.name", "ticket.number", "channel.address"] as const;

/** What the sender wrote: repeated only to those whose address is proven. */
export const echoVariables = ["ticket.name", "contact.name"] as const;

const variables: readonly string[] = [...safeVariables, ...echoVariables];

/** `{{ticket.number}}`, with or without blanks. */
const variable = /\{\{\s*([a-z_.]{1,50})\s*\}\}/g;

/** Those that nobody would fill. */
export function unknownVariables({ subject, text }: Acknowledgement): string[] {
  return [...new Set(namesIn(`${subject} ${text}`).filter((name) => !variables.includes(name)))];
}

export function echoes({ subject, text }: Acknowledgement): boolean {
  const names = namesIn(`${subject} ${text}`);
  return echoVariables.some((name) => names.includes(name));
}

export function fillVariables(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(variable, (_, name: string) => values[name] ?? "");
}

function namesIn(text: string): string[] {
  return [...text.matchAll(variable)].map(([, name = ""]) => name);
}

/** What a channel says unless somebody wrote something else. */
export const usualAcknowledgement: Record<Locale, Acknowledgement> = {
  en: {
    subject: "We have received your message [#{{ticket.number}}]",
    text: [
      "Hello,",
      "thank you for writing to {{desk.name}}. Your message has arrived under the number {{ticket.number}}, and a person will answer you.",
      "If you want to add something, just reply to this e-mail.",
      "This answer was written automatically.",
    ].join("\n\n"),
  },
  it: {
    subject: "Abbiamo ricevuto il tuo messaggio [#{{ticket.number}}]",
    text: [
      "Ciao,",
      "grazie per aver scritto a {{desk.name}}. Il tuo messaggio è arrivato con il numero {{ticket.number}} e una persona ti risponderà.",
      "Se vuoi aggiungere qualcosa, rispondi semplicemente a questa e-mail.",
      "Questa risposta è stata scritta automaticamente.",
    ].join("\n\n"),
  },
};
