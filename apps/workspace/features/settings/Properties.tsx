import { Button, SegmentedControl, Switch, TextInput } from "@mantine/core";
import { IconForms, IconPlus, IconSearch } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Property, RecordKind } from "#contract/properties.ts";
import { usePropertyNames } from "../../kit/property-names.ts";
import { Card } from "../../kit/Card.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { PropertyPanel } from "./PropertyPanel.tsx";
import { useTypeNames } from "./property-types.ts";
import look from "./list.module.css";
import own from "./Properties.module.css";

/** What records can carry: by kind, in groups, with search; made, changed and archived here. */
export function Properties({ item }: { item: string | null }) {
  const { t } = useLingui();
  const { kind, opened } = placeOf(item);
  const [words, setWords] = useState("");
  const [archived, setArchived] = useState(false);
  const nameOf = usePropertyNames();
  const all = useQuery(queries.allProperties(kind)).data?.items ?? [];
  const go = useGo();
  const labelOf = (one: Property) => nameOf(one.name, one);
  const found = all.filter(
    (one) => one.archived === archived && isFound(`${labelOf(one)} ${one.name}`, words),
  );
  const property = all.find(({ id }) => id !== null && id === opened) ?? null;
  const kinds = useKindNames();
  return (
    <Page
      title={t`Properties`}
      lead={t`What a record can carry beside what every record has.`}
      action={
        <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => go(kind, "new")}>
          <Trans>New property</Trans>
        </Button>
      }
      panel={
        opened === "new" || property ? (
          <PropertyPanel
            key={item}
            kind={kind}
            property={property}
            all={all}
            onClose={() => go(kind)}
          />
        ) : null
      }
    >
      <div className={own.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t`Kind of record`}
          data={RecordKind.options.map((value) => ({ value, label: kinds[value] }))}
          value={kind}
          onChange={(value) => go(RecordKind.parse(value))}
        />
        <TextInput
          size="xs"
          className={own.search}
          aria-label={t`Find a property`}
          placeholder={t`Find a property`}
          leftSection={<IconSearch size={14} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Switch
          size="xs"
          label={t`Archived`}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </div>
      {found.length === 0 ? (
        <EmptyState title={archived ? t`Nothing is archived` : t`No properties`}>
          <Trans>A property is a question that every record of this kind can answer.</Trans>
        </EmptyState>
      ) : null}
      {[...Map.groupBy(found, (one) => (one.builtIn ? t`Built in` : one.group))].map(
        ([group, properties]) => (
          <section key={group} className={own.group} aria-label={group || t`Without a group`}>
            <h2>{group || t`Without a group`}</h2>
            <Card>
              <ul className={look.list}>
                {properties.map((one) => (
                  <Row key={one.name} property={one} label={labelOf(one)} />
                ))}
              </ul>
            </Card>
          </section>
        ),
      )}
    </Page>
  );
}

function Row({ property, label }: { property: Property; label: string }) {
  const { t } = useLingui();
  const types = useTypeNames();
  const { id, kind, name, type, options, required } = property;
  const count = options.filter(({ archived }) => !archived).length;
  const inside = (
    <>
      <IconForms size={20} stroke={1.5} aria-hidden style={{ color: "var(--sp-faint)" }} />
      <span style={{ minWidth: 0 }}>
        <span className={look.name}>{label}</span>
        <code className={look.more}>{name}</code>
      </span>
      <span className={look.side}>
        {types[type]}
        {count > 0 ? ` · ${count}` : ""}
        {required ? ` · ${t`Required`}` : ""}
      </span>
    </>
  );
  return (
    <li className={look.item}>
      {id === null ? (
        <div className={look.row}>{inside}</div>
      ) : (
        <Link
          className={look.row}
          to="/settings/$page/$item"
          params={{ page: "properties", item: `${kind}.${id}` }}
          activeProps={{ "data-active": true }}
        >
          {inside}
        </Link>
      )}
    </li>
  );
}

/** `contact`, `contact.new` or `contact.<id>`: the address says which kind and which property. */
function placeOf(item: string | null): { kind: RecordKind; opened: string | null } {
  const [first, opened = null] = item?.split(".") ?? [];
  return { kind: RecordKind.catch("ticket").parse(first), opened };
}

function useGo() {
  const navigate = useNavigate();
  return (kind: RecordKind, opened?: string) =>
    void navigate({
      to: "/settings/$page/$item",
      params: { page: "properties", item: opened ? `${kind}.${opened}` : kind },
    });
}

function useKindNames(): Record<RecordKind, string> {
  const { t } = useLingui();
  return { ticket: t`Tickets`, contact: t`Contacts`, company: t`Companies`, deal: t`Deals` };
}

function isFound(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.trim().toLowerCase());
}
