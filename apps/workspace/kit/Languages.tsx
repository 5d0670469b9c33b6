import { useLingui } from "@lingui/react/macro";
import { Locale } from "#contract/common.ts";
import { locales, speak } from "../shell/i18n.ts";
import look from "./Languages.module.css";

/** The languages, each in its own words; the one spoken now is marked. */
export function Languages() {
  const { t, i18n } = useLingui();
  return (
    <div className={look.languages} role="group" aria-label={t`Language`}>
      {Locale.options.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={locale}
          aria-pressed={i18n.locale === locale}
          onClick={() => void speak(locale)}
        >
          {locales[locale]}
        </button>
      ))}
    </div>
  );
}
