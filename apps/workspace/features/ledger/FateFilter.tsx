import { useLingui } from "@lingui/react/macro";
import { Fate } from "#contract/mail.ts";
import { useFateNames } from "./fates.ts";
import look from "./Ledger.module.css";

type Props = { fate: Fate | undefined; onChoose: (fate: Fate | undefined) => void };

export function FateFilter({ fate, onChoose }: Props) {
  const { t } = useLingui();
  const nameOf = useFateNames();
  return (
    <div className={look.filter} role="group" aria-label={t`Show mail with the fate`}>
      <button type="button" aria-pressed={fate === undefined} onClick={() => onChoose(undefined)}>
        {t`All`}
      </button>
      {Fate.options.map((one) => (
        <button key={one} type="button" aria-pressed={fate === one} onClick={() => onChoose(one)}>
          {nameOf(one)}
        </button>
      ))}
    </div>
  );
}
