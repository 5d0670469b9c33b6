import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ListedUser } from "#contract/users.ts";
import { ButtonLink } from "../../kit/ButtonLink.tsx";
import { Avatar } from "../../kit/Avatar.tsx";
import { Card } from "../../kit/Card.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Page } from "../../kit/Page.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { InvitePanel } from "./InvitePanel.tsx";
import { filterOf, UserFilters, type UserSearch } from "./UserFilters.tsx";
import { UserPanel } from "./UserPanel.tsx";
import { UserState } from "./UserState.tsx";
import look from "./list.module.css";

/** Who works at this desk: find, invite, give rights, take them away. The address holds what is looked for. */
export function Users({ item }: { item: string | null }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const asked: UserSearch = useSearch({ strict: false });
  const go = (search: UserSearch) =>
    void navigate({ to: "/settings/$page", params: { page: "users" }, search, replace: true });
  const close = () => go(asked);
  return (
    <Page
      title={t`Users`}
      lead={t`Everybody who works at this desk. Deactivated users keep their name on what they wrote.`}
      action={
        <ButtonLink
          to="/settings/$page/$item"
          params={{ page: "users", item: "new" }}
          search={asked}
          size="xs"
          leftSection={<IconUserPlus size={14} />}
        >
          <Trans>Invite</Trans>
        </ButtonLink>
      }
      panel={
        item === "new" ? (
          <InvitePanel onClose={close} />
        ) : item ? (
          <UserPanel key={item} id={item} onClose={close} />
        ) : null
      }
    >
      <UserFilters asked={asked} onAsk={go} />
      <Found asked={asked} />
    </Page>
  );
}

function Found({ asked }: { asked: UserSearch }) {
  const sayRefusal = useSayRefusal();
  const [q] = useDebouncedValue(asked.q?.trim(), 150);
  const filter = filterOf({ ...asked, ...(q === undefined ? {} : { q }) });
  const list = useInfiniteQuery(queries.foundUsers(filter));
  const users = list.data?.pages.flatMap(({ items }) => items);
  return (
    <>
      {list.error ? <Notice tone="danger">{sayRefusal(list.error)}</Notice> : null}
      <Card>
        {users?.length === 0 ? (
          <p className={look.empty}>
            <Trans>Nobody fits these filters.</Trans>
          </p>
        ) : (
          <ul className={look.list} aria-busy={list.isPending}>
            {users?.map((user) => (
              <UserRow key={user.id} user={user} asked={asked} />
            ))}
          </ul>
        )}
      </Card>
      {list.hasNextPage ? (
        <Button
          variant="default"
          mx="auto"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </>
  );
}

function UserRow({ user, asked }: { user: ListedUser; asked: UserSearch }) {
  const { t } = useLingui();
  const people = usePeople();
  const teams = user.teamIds.flatMap((id) => people.team(id)?.name ?? []);
  const { superAdmin, accountAccess } = user.rights;
  const role = superAdmin ? t`Super Admin` : accountAccess ? t`Account Access` : null;
  return (
    <li className={look.item}>
      <Link
        className={look.row}
        to="/settings/$page/$item"
        params={{ page: "users", item: user.id }}
        search={asked}
        activeProps={{ "data-active": true }}
      >
        <Avatar name={user.name} size={32} />
        <span style={{ minWidth: 0 }}>
          <span className={look.name}>{user.name}</span>
          <span className={look.more}>{[user.email, ...teams].join(" · ")}</span>
        </span>
        <span className={look.side}>
          {user.state === "active" ? role : <UserState user={user} />}
        </span>
      </Link>
    </li>
  );
}
