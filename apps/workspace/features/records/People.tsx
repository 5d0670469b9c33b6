import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Avatar } from "../../kit/Avatar.tsx";
import { queries } from "../../live/queries.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

/** Who works at a company. */
export function People({ companyId }: { companyId: string }) {
  const { t } = useLingui();
  const list = useInfiniteQuery(queries.contactPages({ companyId }));
  const people = list.data?.pages.flatMap(({ items }) => items);
  return (
    <Section title={t`Contacts`}>
      {people?.length === 0 ? (
        <p className={look.nothing}>
          <Trans>None</Trans>
        </p>
      ) : null}
      <ul className={look.links}>
        {people?.map(({ id, name, jobTitle }) => (
          <li key={id}>
            <Link to="/contacts/$id" params={{ id }} className={look.link}>
              <Avatar name={name} size={20} />
              <span className={look.linkName}>{name}</span>
              <span className={`${look.small} ${look.beside}`}>{jobTitle}</span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </Section>
  );
}
