import { i18n } from "@lingui/core";
import type { Locale } from "#contract/common.ts";

export const locales: Record<Locale, string> = { en: "English", it: "Italiano" };
const kept = "sp.locale";

/** Loads the catalogue of a language and draws everything in it. Remembered, so that sign-in speaks it too. */
export async function speak(locale: Locale): Promise<void> {
  if (i18n.locale !== locale) {
    const { messages } = await (locale === "it"
      ? import("../locales/it.po")
      : import("../locales/en.po"));
    i18n.loadAndActivate({ locale, messages });
  }
  document.documentElement.lang = locale;
  localStorage.setItem(kept, locale);
}

/** The language before anybody signed in: the last one used here, else the browser's. */
export function guessedLocale(): Locale {
  const known = localStorage.getItem(kept) ?? navigator.language.slice(0, 2);
  return known === "it" ? "it" : "en";
}
