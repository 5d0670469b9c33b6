/** What a mail about a ticket says to an agent: who did what and where, never what a customer wrote. */
import type { Locale } from "#contract/common.ts";
import type { Topic } from "#contract/notifications.ts";
import type { AlarmKind } from "#contract/mail-alarms.ts";
import { noticeLetter } from "#modules/people";
import type { Facts } from "./facts.ts";

type Letter = Facts & { link: string; settings: string };

export function wordsFor(letter: Letter): { subject: string; html: string; text: string } {
  const { locale, ticket, alarm, to, link, settings, desk } = letter;
  const { why, alarms, hello, button, otherwise } = said[locale];
  const what = alarm ? alarms[alarm.kind] : why[letter.topic](letter.by);
  const place = alarm?.address || desk;
  return {
    subject: ticket ? `[#${ticket.number}] ${ticket.name}: ${what}` : `${place}: ${what}`,
    ...noticeLetter(
      {
        hello: hello(to.name),
        why: `${what}: ${ticket ? `#${ticket.number} ${ticket.name}` : place}`,
        button: ticket ? button.ticket : button.settings,
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
  alarms: Record<AlarmKind, string>;
  button: { ticket: string; settings: string };
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
      mailbox: () => "something is wrong with mail",
    },
    alarms: {
      failing: "the mailbox cannot be read",
      silent: "no mail for unusually long",
      unaccounted: "mails wait to be read for more than ten minutes",
      token_expiring: "the access to the mailbox will soon expire",
    },
    button: { ticket: "Open the ticket", settings: "Open the settings" },
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
      mailbox: () => "c’è un problema con la posta",
    },
    alarms: {
      failing: "non si riesce a leggere la casella",
      silent: "nessuna e-mail da un tempo insolitamente lungo",
      unaccounted: "ci sono e-mail che aspettano di essere lette da più di dieci minuti",
      token_expiring: "l’accesso alla casella sta per scadere",
    },
    button: { ticket: "Apri il ticket", settings: "Apri le impostazioni" },
    otherwise: "Scegli tu quali messaggi ricevere:",
  },
};
