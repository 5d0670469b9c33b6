import { ActionIcon, Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import type { Company, Contact } from "#contract/contacts.ts";
import { focusBeside } from "../../kit/focus.ts";
import type { DoubleReason } from "#contract/doubles.ts";
import { Tip } from "../../kit/Tip.tsx";
import { queries } from "../../live/queries.ts";
import { useNotTheSame } from "./not-the-same.ts";
import type { Kind } from "./places.ts";
import { places } from "./places.ts";
import { useSayReasons } from "./reasons.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

type Named = { id: string; name: string; companyName?: string | null };
type Double = Named & { reasons: readonly DoubleReason[] };

/** Contacts that are likely this one again. */
export function ContactDoubles({ contact }: { contact: Contact }) {
  const { id } = contact;
  const found = useQuery(queries.contactDoubles(id)).data?.items ?? [];
  const doubles = found.map((one) => ({ ...one.contact, reasons: one.reasons }));
  return <Doubles kind="contacts" self={contact} doubles={doubles} />;
}

/** Companies that are likely this one again. */
export function CompanyDoubles({ company }: { company: Company }) {
  const { id } = company;
  const found = useQuery(queries.companyDoubles(id)).data?.items ?? [];
  const doubles = found.map((one) => ({ ...one.company, reasons: one.reasons }));
  return <Doubles kind="companies" self={company} doubles={doubles} />;
}

type Props = {
  kind: Exclude<Kind, "deals">;
  self: Named;
  doubles: readonly Double[];
};

function Doubles({ kind, self, doubles: found }: Props) {
  const { t } = useLingui();
  const go = useNavigate();
  const say = useSayReasons();
  const one = kind === "contacts" ? "contact" : "company";
  const { hidden, tellApart } = useNotTheSame(one);
  const doubles = found.filter(({ id }) => !hidden.has(`${self.id} ${id}`));
  if (doubles.length === 0) return null;
  return (
    <Section title={t`Likely doubles`}>
      <ul className={look.links}>
        {doubles.map(({ id, name, reasons }) => (
          <li key={id} className={look.double}>
            <Link to={places[kind].one} params={{ id }} className={look.doubleName}>
              <span>{name}</span>
              <span className={look.small}>
                {say({ kind: one, a: self, b: { name }, reasons })}
              </span>
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
            <Tip label={t`Not the same`}>
              <ActionIcon
                size={24}
                aria-label={t`Not the same: ${self.name} and ${name}`}
                onClick={({ currentTarget }) => {
                  focusBeside(currentTarget);
                  tellApart({ a: self, b: { id, name } });
                }}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </Tip>
          </li>
        ))}
      </ul>
    </Section>
  );
}
