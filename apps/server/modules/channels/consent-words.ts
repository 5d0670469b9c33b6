import type { Locale } from "#contract/common.ts";
import { noticeLetter } from "#modules/people";

type Facts = {
  locale: Locale;
  to: { name: string };
  desk: string;
  address: string;
  link: string;
  state: "ok" | "revoked";
  endsAt: Date | null;
};

/** That a mailbox was closed to us, or when it will be. */
export function consentWords(facts: Facts): { subject: string; html: string; text: string } {
  const { locale, link } = facts;
  const { subject, ...words } = said[locale](facts);
  return { subject, ...noticeLetter({ ...words, until: "" }, link, locale) };
}

type Words = { subject: string; hello: string; why: string; button: string; otherwise: string };

const said: Record<Locale, (facts: Facts) => Words> = {
  en: ({ to, desk, address, state, endsAt }) => ({
    subject:
      state === "revoked"
        ? `${address} is no longer read: connect it again`
        : `Access to ${address} ends soon: connect it again`,
    hello: `Hello ${to.name},`,
    why:
      state === "revoked"
        ? `the mailbox ${address} no longer lets the ${desk} help desk in. Its mail waits there and makes no tickets until somebody connects it again.`
        : `the ${desk} help desk may read the mailbox ${address} until ${dayOf(endsAt, "en-GB")}. Connect it again before then, and no mail has to wait.`,
    button: "Connect again",
    otherwise: "Nothing is lost: what waits in the mailbox is read then.",
  }),
  it: ({ to, desk, address, state, endsAt }) => ({
    subject:
      state === "revoked"
        ? `${address} non è più letta: ricollegala`
        : `L'accesso a ${address} sta per scadere: ricollegala`,
    hello: `Ciao ${to.name},`,
    why:
      state === "revoked"
        ? `la casella ${address} non lascia più entrare l'assistenza ${desk}. La posta resta lì e non diventa ticket finché qualcuno non la ricollega.`
        : `l'assistenza ${desk} può leggere la casella ${address} fino al ${dayOf(endsAt, "it-IT")}. Ricollegala prima, e nessuna e-mail dovrà aspettare.`,
    button: "Ricollega",
    otherwise: "Nulla va perso: ciò che aspetta nella casella sarà letto allora.",
  }),
};

function dayOf(at: Date | null, locale: string): string {
  return at?.toLocaleDateString(locale, { dateStyle: "long", timeZone: "UTC" }) ?? "";
}
