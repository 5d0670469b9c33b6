/** What the desk's own mails say, in the reader's language. */
import type { Locale } from "#contract/common.ts";
import { escapeHtml } from "#mail/sanitize.ts";

export type NoticeKind = "invitation" | "password_reset";
type Facts = {
  kind: NoticeKind;
  locale: Locale;
  to: { name: string };
  desk: string;
  inviter?: string;
  link: string;
};
/** What a letter of the desk is made of, around its one button. Empty parts are left out. */
type LetterWords = {
  hello: string;
  why: string;
  button: string;
  until: string;
  otherwise: string;
};
type Words = LetterWords & { subject: string };

export function noticeWords(facts: Facts): { subject: string; html: string; text: string } {
  const words = said[facts.locale][facts.kind](facts);
  return {
    subject: words.subject,
    ...noticeLetter(words, facts.link, facts.locale),
  };
}

/** The letter as people see it, in both of its forms. */
export function noticeLetter(
  words: LetterWords,
  link: string,
  locale: Locale,
): { html: string; text: string } {
  return { html: toHtml(words, link, locale), text: toText(words, link) };
}

const said: Record<Locale, Record<NoticeKind, (facts: Facts) => Words>> = {
  en: {
    invitation: ({ to, desk, inviter }) => ({
      subject: `${inviter ?? desk} invites you to ${desk}`,
      hello: `Hello ${to.name},`,
      why: `${inviter ? `${inviter} has invited you` : "you are invited"} to answer customers together at the ${desk} help desk. Choose a password, and you are in.`,
      button: "Accept the invitation",
      until: "The link works once, for seven days. After that, ask for a new one.",
      otherwise:
        "You do not know what this is about? Then nothing happens if you ignore this mail.",
    }),
    password_reset: ({ to, desk }) => ({
      subject: `A new password for ${desk}`,
      hello: `Hello ${to.name},`,
      why: `somebody, probably you, has asked for a new password for your account at the ${desk} help desk.`,
      button: "Choose a new password",
      until: "The link works once, for two hours. You will be signed out everywhere else.",
      otherwise: "It was not you? Then ignore this mail: your password stays as it is.",
    }),
  },
  it: {
    invitation: ({ to, desk, inviter }) => ({
      subject: inviter ? `${inviter} ti invita in ${desk}` : `Un invito da ${desk}`,
      hello: `Ciao ${to.name},`,
      why: `${inviter ? `${inviter} ti ha invitato` : "hai ricevuto un invito"} a rispondere insieme ai clienti dell'assistenza ${desk}. Scegli una password e puoi cominciare.`,
      button: "Accetta l'invito",
      until: "Il link vale una volta sola, per sette giorni. Dopo, chiedine uno nuovo.",
      otherwise: "Non sai di che cosa si tratta? Ignora questo messaggio: non succederà nulla.",
    }),
    password_reset: ({ to, desk }) => ({
      subject: `Una nuova password per ${desk}`,
      hello: `Ciao ${to.name},`,
      why: `qualcuno, probabilmente tu, ha chiesto una nuova password per il tuo accesso all'assistenza ${desk}.`,
      button: "Scegli una nuova password",
      until:
        "Il link vale una volta sola, per due ore. Verrai disconnesso da tutti gli altri dispositivi.",
      otherwise:
        "Non sei stato tu? Ignora questo messaggio: la tua password resta quella di prima.",
    }),
  },
};

function toText({ hello, why, button, until, otherwise }: LetterWords, link: string) {
  return [hello, why, `${button}:\n${link}`, until, `${otherwise}\n`].filter(Boolean).join("\n\n");
}

function toHtml(
  { hello, why, button, until, otherwise }: LetterWords,
  link: string,
  locale: Locale,
) {
  const paragraph = (text: string, color = "#1C1B19") =>
    `<p style="margin:0 0 16px;color:${color};font:15px/1.55 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">${text}</p>`;
  const anchor = `<a href="${escapeHtml(link)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background:#0F6B57;color:#FFFFFF;text-decoration:none;font-weight:600">${escapeHtml(button)}</a>`;
  return [
    `<div lang="${locale}" style="max-width:520px;margin:0 auto;padding:24px">`,
    paragraph(escapeHtml(hello)),
    paragraph(escapeHtml(why)),
    paragraph(anchor),
    until ? paragraph(escapeHtml(until)) : "",
    paragraph(escapeHtml(otherwise), "#5C574F"),
    "</div>",
  ].join("\n");
}
