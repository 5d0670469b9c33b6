import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { queries } from "../../live/queries.ts";
import type { Kind } from "./places.ts";
import { places } from "./places.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

type Reason = "name" | "phone" | "address" | "domain";
type Double = { id: string; name: string; reasons: readonly Reason[] };

/** Contacts that are likely this one again. */
export function ContactDoubles({ id }: { id: string }) {
  const found = useQuery(queries.contactDoubles(id)).data?.items ?? [];
  const doubles = found.map(({ contact, reasons }) => ({ ...contact, reasons }));
  return <Doubles kind="contacts" doubles={doubles} />;
}

/** Companies that are likely this one again. */
export function CompanyDoubles({ id }: { id: string }) {
  const found = useQuery(queries.companyDoubles(id)).data?.items ?? [];
  const doubles = found.map(({ company, reasons }) => ({ ...company, reasons }));
  return <Doubles kind="companies" doubles={doubles} />;
}

function Doubles({ kind, doubles }: { kind: Kind; doubles: readonly Double[] }) {
  const { t } = useLingui();
  const go = useNavigate();
  const say = useReasons();
  if (doubles.length === 0) return null;
  return (
    <Section title={t`Likely doubles`}>
      <ul className={look.links}>
        {doubles.map(({ id, name, reasons }) => (
          <li key={id} className={look.double}>
            <Link to={places[kind].one} params={{ id }} className={look.doubleName}>
              <span>{name}</span>
              <span className={look.small}>{reasons.map((reason) => say[reason]).join(", ")}</span>
            </Link>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t`Merge with ${name}`}
              onClick={() =>
                void go({
                  to: ".",
                  search: (before) => ({ ...before, panel: "merge", other: id }),
                })
              }
            >
              <Trans>Merge</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useReasons(): Record<Reason, string> {
  const { t } = useLingui();
  return {
    name: t`same name`,
    phone: t`same phone`,
    address: t`look-alike address`,
    domain: t`look-alike domain`,
  };
}
