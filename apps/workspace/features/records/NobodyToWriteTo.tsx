import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconUserPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Avatar } from "../../kit/Avatar.tsx";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { NewContact } from "../../kit/NewContact.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import look from "./Form.module.css";
import type { Correspondent } from "./mail.ts";

type Adding = {
  /** New ones work there. */
  companyId?: string;
  onAdd: (contact: { id: string; companyId: string | null }) => void;
};
type Props = {
  name: string;
  /** Who is there, without an address. */
  people: readonly Correspondent[];
  add?: Adding;
  onClose: () => void;
};

/** In place of a mail, where there is no address that it could go to: says so, and how to get one. */
export function NobodyToWriteTo({ name, people, add, onClose }: Props) {
  const { t } = useLingui();
  const title = t`Mail to ${name}`;
  return (
    <SidePanel title={title} label={title} onClose={onClose}>
      <div className={look.form}>
        <EmptyState title={t`There is no e-mail address to write to yet`}>
          {add ? (
            <Trans>Add one to a contact of {name}, or add a contact who has one.</Trans>
          ) : (
            <Trans>Add the address of {name}, then write.</Trans>
          )}
        </EmptyState>
        {people.map((one) => (
          <div key={one.id} className={look.chosen}>
            <Avatar name={one.name} size={20} />
            <span>{one.name}</span>
            <Link to="/contacts/$id" params={{ id: one.id }} search={{ panel: "edit" }}>
              <Trans>Add an address</Trans>
            </Link>
          </div>
        ))}
        {add ? <AddContact {...add} /> : null}
      </div>
    </SidePanel>
  );
}

function AddContact({ companyId, onAdd }: Adding) {
  const [adding, setAdding] = useState(false);
  if (!adding)
    return (
      <Button
        variant="default"
        leftSection={<IconUserPlus size={14} stroke={1.5} />}
        onClick={() => setAdding(true)}
      >
        <Trans>Add contact</Trans>
      </Button>
    );
  if (!companyId) return <ContactFinder except={[]} onPick={onAdd} autoFocus />;
  const stop = () => setAdding(false);
  return <NewContact words="" companyId={companyId} onDone={onAdd} onCancel={stop} />;
}
