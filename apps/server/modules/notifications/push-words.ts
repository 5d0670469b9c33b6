/** What a push says: a title and a short text; neither names nor words for screens that others see. */
import type { Locale } from "#contract/common.ts";
import type { AlarmKind } from "#contract/mail-alarms.ts";
import type { Topic } from "#contract/notifications.ts";
import type { Facts } from "./facts.ts";

type Told = Pick<Facts, "topic" | "locale" | "by" | "ticket" | "alarm" | "desk"> & {
  count: number;
  /** What was written. */
  words: string;
};

const most = { title: 80, body: 160 };

export function pushWords(facts: Told, isPrivate: boolean): { title: string; body: string } {
  const { topic, locale, by, ticket, alarm, count, words, desk } = facts;
  const { what, quiet, alarms, times } = said[locale];
  const again = count > 1 ? ` ${times(count)}` : "";
  if (!ticket) {
    const title = alarm ? alarms[alarm.kind] : quiet[topic];
    return { title, body: isPrivate || !alarm?.address ? desk : cut(alarm.address, most.body) };
  }
  if (isPrivate) return { title: `${quiet[topic]}${again}`, body: `#${ticket.number} · ${desk}` };
  const begins = words.slice(0, 2000).replaceAll(/\s+/g, " ").trim();
  return {
    title: cut(`${what[topic](by)}${again}`, most.title),
    body: cut([`#${ticket.number} ${ticket.name}`, begins].filter(Boolean).join("\n"), most.body),
  };
}

function cut(text: string, length: number): string {
  const letters = [...text];
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : text;
}

type Said = {
  what: Record<Topic, (by: string) => string>;
  quiet: Record<Topic, string>;
  alarms: Record<AlarmKind, string>;
  times: (count: number) => string;
};

const said: Record<Locale, Said> = {
  en: {
    what: {
      assigned: (by) => (by ? `${by} gave you a ticket` : "A ticket is yours now"),
      mentioned: (by) => `${by} mentioned you`,
      shared: (by) => `${by} shared a ticket with you`,
      received: (by) => `${by || "A customer"} wrote`,
      replied: (by) => `${by} replied`,
      commented: (by) => `${by} commented`,
      failed: () => "Your reply could not be delivered",
      mailbox: () => "Something is wrong with mail",
    },
    quiet: {
      assigned: "A ticket is yours now",
      mentioned: "You were mentioned",
      shared: "A ticket was shared with you",
      received: "A customer wrote",
      replied: "A colleague replied",
      commented: "A colleague commented",
      failed: "A reply could not be delivered",
      mailbox: "Something is wrong with mail",
    },
    alarms: {
      failing: "A mailbox cannot be read",
      silent: "No mail for unusually long",
      unaccounted: "Mails wait to be read",
      token_expiring: "A mailbox will soon be closed to us",
    },
    times: (count) => `(${count} times)`,
  },
  it: {
    what: {
      assigned: (by) => (by ? `${by} ti ha assegnato un ticket` : "Un ticket ora è tuo"),
      mentioned: (by) => `${by} ti ha menzionato`,
      shared: (by) => `${by} ha condiviso con te un ticket`,
      received: (by) => `${by || "Un cliente"} ha scritto`,
      replied: (by) => `${by} ha risposto`,
      commented: (by) => `${by} ha commentato`,
      failed: () => "La tua risposta non è stata consegnata",
      mailbox: () => "C’è un problema con la posta",
    },
    quiet: {
      assigned: "Un ticket ora è tuo",
      mentioned: "Ti hanno menzionato",
      shared: "Hanno condiviso con te un ticket",
      received: "Un cliente ha scritto",
      replied: "Un collega ha risposto",
      commented: "Un collega ha commentato",
      failed: "Una risposta non è stata consegnata",
      mailbox: "C’è un problema con la posta",
    },
    alarms: {
      failing: "Una casella non è leggibile",
      silent: "Nessuna e-mail da un tempo insolito",
      unaccounted: "Ci sono e-mail in attesa di lettura",
      token_expiring: "L’accesso a una casella sta per scadere",
    },
    times: (count) => `(${count} volte)`,
  },
};
