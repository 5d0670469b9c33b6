/** What a mail about a ticket says to an agent: who did what and where, never what a customer wrote. */
import type { Locale } from "#contract/common.ts";
import type { Topic } from "#contract/notifications.ts";
import { noticeLetter } from "#modules/people";

type Facts = {
  topic: Topic;
  locale: Locale;
  to: { name: string };
  /** A colleague, or the customer. */
  by: string;
  ticket: { number: number; name: string };
  desk: string;
  link: string;
  settings: string;
};

export function wordsFor(facts: Facts): { subject: string; html: string; text: string } {
  const { locale, ticket, to, link, settings } = facts;
  const { why, hello, button, otherwise } = said[locale];
  const what = why[facts.topic](facts.by);
  return {
    subject: `[#${ticket.number}] ${ticket.name}: ${what}`,
    ...noticeLetter(
      {
        hello: hello(to.name),
        why: `${what}: #${ticket.number} ${ticket.name}`,
        button,
        until: "",
        otherwise: `${otherwise} ${settings}`,
      },
      link,
      locale,
    ),
  };
}

type Said = {
  hello: (name: string) => string;
  why: Record<Topic, (by: string) => string>;
  button: string;
  otherwise: string;
};

const said: Record<Locale, Said> = {
  en: {
    hello: (name) => `Hello ${name},`,
    why: {
      assigned: (by) => (by ? `${by} gave you this ticket` : "this ticket is yours now"),
      mentioned: (by) => `${by} mentioned you`,
      shared: (by) => `${by} shared this ticket with you`,
      received: (by) => `${by} wrote`,
      replied: (by) => `${by} replied`,
      commented: (by) => `${by} commented`,
      failed: () => "your reply could not be delivered",
    },
    button: "Open the ticket",
    otherwise: "Which mails you get is up to you:",
  },
  it: {
    hello: (name) => `Ciao ${name},`,
    why: {
      assigned: (by) => (by ? `${by} ti ha assegnato questo ticket` : "questo ticket ora è tuo"),
      mentioned: (by) => `${by} ti ha menzionato`,
      shared: (by) => `${by} ha condiviso con te questo ticket`,
      received: (by) => `${by} ha scritto`,
      replied: (by) => `${by} ha risposto`,
      commented: (by) => `${by} ha commentato`,
      failed: () => "la tua risposta non è stata consegnata",
    },
    button: "Apri il ticket",
    otherwise: "Scegli tu quali messaggi ricevere:",
  },
};
