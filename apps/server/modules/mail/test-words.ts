import type { Locale } from "#contract/common.ts";

type Facts = { desk: string; address: string };

/** What a test mail says to whoever gets it. */
export function testWords(locale: Locale, facts: Facts): { subject: string; text: string } {
  return said[locale](facts);
}

const said: Record<Locale, (facts: Facts) => { subject: string; text: string }> = {
  en: ({ desk, address }) => ({
    subject: `Test from ${desk}`,
    text: `This is a test of ${address}.\n\nIf you can read it, mail from this address arrives. There is nothing to answer.`,
  }),
  it: ({ desk, address }) => ({
    subject: `Prova da ${desk}`,
    text: `Questa è una prova di ${address}.\n\nSe la leggi, la posta da questo indirizzo arriva. Non serve rispondere.`,
  }),
};
