import { Button, TextInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconArrowMerge, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Beside, ListSide, OpenSide } from "../../kit/Beside.tsx";
import { useAction } from "../../shell/keyboard.ts";
import { type Kind, kinds, places, useKindNames } from "./places.ts";
import look from "./Records.module.css";

type Props = {
  kind: Kind;
  /** How the field to search in and the button for a new one are called. */
  find: string;
  create: string;
  /** A record is opened: on a small screen it stands before the list. */
  open: boolean;
  list: ReactNode;
  children: ReactNode;
  panel: ReactNode;
};

/** The records of a kind: their list with its search at the left, the opened one beside it, a panel at the right. */
export function Records({ kind, find, create, open, list, children, panel }: Props) {
  const go = useNavigate();
  const { t } = useLingui();
  const names = useKindNames();
  const { q } = useSearch({ strict: false });
  const [words, setWords] = useState(q ?? "");
  const search = (typed: string) => {
    setWords(typed);
    void go({
      to: ".",
      search: (before) => ({ ...before, q: typed.trim() ? typed : undefined }),
      replace: true,
    });
  };
  const make = () =>
    void go({ to: places[kind].list, search: (before) => ({ q: before.q, panel: "create" }) });
  useAction({
    id: "search",
    label: find,
    keys: "/",
    group: "go",
    icon: IconSearch,
    writes: true,
    run: () => document.querySelector<HTMLInputElement>("#record-search")?.focus(),
  });
  useAction({
    id: "create",
    label: create,
    keys: "c",
    group: "write",
    icon: IconPlus,
    writes: true,
    run: make,
  });
  const { doubles } = places[kind];
  const Title = open ? "h2" : "h1";
  return (
    <Beside open={open}>
      <ListSide label={names[kind]} width={336}>
        <header className={look.header}>
          <Title className="sp-hidden">{names[kind]}</Title>
          <nav className={look.kinds} aria-label={t`Kinds of records`}>
            {kinds.map((one) => (
              <Link
                key={one}
                to={places[one].list}
                className={look.kind}
                aria-current={one === kind ? "page" : undefined}
              >
                {names[one]}
              </Link>
            ))}
          </nav>
          <Button
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            aria-label={create}
            onClick={make}
          >
            {t({ message: "New", context: "a record" })}
          </Button>
        </header>
        <div className={look.search}>
          <TextInput
            id="record-search"
            aria-label={find}
            placeholder={find}
            value={words}
            maxLength={200}
            autoComplete="off"
            leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
            onChange={(event) => search(event.currentTarget.value)}
          />
          {doubles ? (
            <Link
              to={doubles}
              search={q ? { q } : {}}
              className={look.doubles}
              activeProps={{ "aria-current": "page" }}
            >
              <IconArrowMerge size={14} stroke={1.5} aria-hidden />
              {t`Possible doubles`}
            </Link>
          ) : null}
        </div>
        {list}
      </ListSide>
      <OpenSide>{children}</OpenSide>
      {panel}
    </Beside>
  );
}
