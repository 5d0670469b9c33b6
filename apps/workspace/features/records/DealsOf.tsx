import { Trans, useLingui } from "@lingui/react/macro";
import { IconBriefcase } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { queries } from "../../live/queries.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";
import { useStageNames } from "./stages.ts";

/** The deals with a contact or a company. */
export function DealsOf({ of }: { of: { contactId: string } | { companyId: string } }) {
  const { t } = useLingui();
  const stages = useStageNames();
  const deals = useInfiniteQuery(queries.dealPages(of)).data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={t`Deals`}>
      {deals?.length === 0 ? (
        <p className={look.nothing}>
          <Trans>None</Trans>
        </p>
      ) : null}
      <ul className={look.links}>
        {deals?.map(({ id, name, stage }) => (
          <li key={id}>
            <Link to="/deals/$id" params={{ id }} className={look.link}>
              <IconBriefcase size={16} stroke={1.5} aria-hidden />
              <span className={look.linkName}>{name}</span>
              <span className={look.small}>{stages[stage]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
