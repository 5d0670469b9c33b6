import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { DoubleSide } from "#contract/doubles.ts";
import { AddressWords } from "../../kit/AddressWords.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import look from "./Facts.module.css";

type Known = Pick<DoubleSide, "addresses" | "phones" | "companyName" | "openTickets" | "createdAt">;

/** What tells two records of one name apart. */
export function Facts({ of }: { of: Known }) {
  const { t, i18n } = useLingui();
  const { addresses, phones, companyName, openTickets, createdAt } = of;
  const since = fullMoment(createdAt, i18n.locale);
  const open = t({
    message: plural(openTickets, { one: "# open ticket", other: "# open tickets" }),
  });
  return (
    <>
      {[...addresses, ...phones, ...(companyName ? [companyName] : [])].map((fact) => (
        <span key={fact} className={look.fact}>
          <AddressWords address={fact} />
        </span>
      ))}
      <span className={look.since}>
        {openTickets > 0 ? `${open} · ` : ""}
        {t`Since ${since}`}
      </span>
    </>
  );
}
