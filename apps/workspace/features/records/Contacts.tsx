import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import type { Contact } from "#contract/contacts.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { useNextPage } from "../../kit/paging.ts";
import { isRefused } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useDeleteContact } from "./change.ts";
import { ContactDetails } from "./ContactDetails.tsx";
import { ContactDoubles } from "./Doubles.tsx";
import { ContactMail } from "./Mails.tsx";
import { MergeContact } from "./MergeContact.tsx";
import { ContactPanel } from "./ContactPanel.tsx";
import { OpenTickets } from "./OpenTickets.tsx";
import { DealsOf } from "./DealsOf.tsx";
import { RecordList } from "./RecordList.tsx";
import { RecordPage } from "./RecordPage.tsx";
import { Records } from "./Records.tsx";
import { useAsked } from "./asked.ts";
import { Timeline } from "./Timeline.tsx";
import { Tickets } from "./Tickets.tsx";
import { WriteMail } from "./WriteMail.tsx";

/** Everybody who writes in: found by name, address or company, and one of them opened. */
export function Contacts({ id }: { id: string | null }) {
  const { t } = useLingui();
  const contact = useQuery({ ...queries.contact(id ?? ""), enabled: id !== null });
  const { panel, other = null } = useSearch({ strict: false });
  const go = useNavigate();
  const say = useSayRefusal();
  const close = () => void go({ to: ".", search: ({ q }) => (q ? { q } : {}) });
  const gone = isRefused(contact.error, "contact_not_found");
  const opened = id === null || gone ? undefined : contact.data;
  const editing = panel === "edit" ? opened : undefined;
  // What was merged leads to the one that stayed.
  if (opened && opened.id !== id)
    return <Navigate to="/contacts/$id" params={{ id: opened.id }} replace />;
  return (
    <Records
      kind="contacts"
      find={t`Find a contact`}
      create={t`New contact`}
      open={id !== null}
      list={<ContactList current={id} />}
      panel={
        panel === "create" || editing ? (
          <ContactPanel
            key={editing?.id ?? "new"}
            contact={editing ?? null}
            onClose={close}
            onSaved={(saved) => void go({ to: "/contacts/$id", params: { id: saved } })}
          />
        ) : panel === "mail" && opened ? (
          <ContactMail key={opened.id} contact={opened} onClose={close} />
        ) : panel === "merge" && opened ? (
          <MergeContact key={opened.id} contact={opened} otherId={other} onClose={close} />
        ) : null
      }
    >
      {opened ? (
        <Opened key={opened.id} contact={opened} />
      ) : contact.error ? (
        <EmptyState title={t`Contact not found`}>{say(contact.error)}</EmptyState>
      ) : id === null ? (
        <EmptyState title={t`Choose a contact`}>
          <Trans>
            You see their tickets and everything that was said, and can change who they are.
          </Trans>
        </EmptyState>
      ) : null}
    </Records>
  );
}

export function ContactList({ current }: { current: string | null }) {
  const { t } = useLingui();
  const asked = useAsked();
  const list = useInfiniteQuery(queries.contactPages(asked ? { q: asked } : {}));
  const onEnd = useNextPage(list);
  const rows = list.data?.pages.flatMap(({ items }) => items);
  return (
    <RecordList
      kind="contacts"
      label={t`Contacts`}
      current={current}
      onEnd={onEnd}
      rows={rows?.map((contact) => ({
        id: contact.id,
        name: contact.name,
        hint: [contact.email, contact.companyName].filter(Boolean).join(" · "),
        sign: <Avatar name={contact.name} size={32} />,
        side: <OpenTickets count={contact.openTickets} />,
      }))}
      empty={
        asked ? (
          <EmptyState title={t`Nothing found for “${asked}”`} />
        ) : (
          <EmptyState title={t`No contacts yet`}>
            <Trans>Whoever writes in becomes a contact by themselves.</Trans>
          </EmptyState>
        )
      }
    />
  );
}

function Opened({ contact }: { contact: Contact }) {
  const onDelete = useDeleteContact(contact);
  return (
    <RecordPage
      kind="contacts"
      name={contact.name}
      sign={<Avatar name={contact.name} size={28} />}
      onDelete={onDelete}
      actions={<WriteMail />}
      side={
        <>
          <ContactDetails contact={contact} />
          <ContactDoubles contact={contact} />
          <Tickets of={{ contactId: contact.id }} />
          <DealsOf of={{ contactId: contact.id }} />
        </>
      }
    >
      <Timeline kind="contact" id={contact.id} />
    </RecordPage>
  );
}
