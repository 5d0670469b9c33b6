import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconDotsVertical } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Channel } from "#contract/channels.ts";
import type { Mailbox } from "#contract/common.ts";
import { Picker } from "../../kit/Picker.tsx";
import { AddressField } from "./AddressField.tsx";
import classes from "./Addressing.module.css";
import { type Addresses, isAddress, nameOf } from "./recipients.ts";

type Props = {
  addresses: Addresses;
  near: Mailbox[];
  channels: Channel[];
  fromChannelId: string | null;
  /** The default address of my team, where this conversation uses another one. */
  differs: string | null;
  error: string | null;
  /** Grows with each wish for the focus. */
  wish: number;
  usualSubject: string;
  /** null = the usual one. */
  subject: string | null;
  onSubject(subject: string | null): void;
  onAddresses(addresses: Addresses): void;
  onFrom(channelId: string): void;
};

/** Who it goes to and from which address: one quiet line, all fields on demand. */
export function Addressing(props: Props) {
  const { addresses, differs, error } = props;
  const [open, setOpen] = useState(false);
  const wrong = [...addresses.to, ...addresses.cc, ...addresses.bcc].some(
    (box) => !isAddress(box.address),
  );
  const shown = open || wrong || error !== null || addresses.to.length === 0;
  return (
    // Naming somebody must not fold the fields away under the caret.
    <div className={classes.addressing} onFocus={() => shown && setOpen(true)}>
      {differs ? (
        <p className={classes.differs}>
          <Trans>This conversation uses another address than your team’s, {differs}.</Trans>
        </p>
      ) : null}
      {shown ? (
        <Fields {...props} onLess={() => setOpen(false)} />
      ) : (
        <Summary {...props} onMore={() => setOpen(true)} />
      )}
    </div>
  );
}

function Summary({
  addresses,
  channels,
  fromChannelId,
  subject,
  onMore,
}: Props & { onMore: () => void }) {
  const { t } = useLingui();
  const { to, cc, bcc } = addresses;
  const from = channels.find((channel) => channel.id === fromChannelId);
  return (
    <UnstyledButton
      className={classes.summary}
      onClick={onMore}
      title={t`Recipients and sender`}
      aria-expanded={false}
    >
      <span className={classes.names}>
        <span className={classes.dim}>
          <Trans>To</Trans>
        </span>{" "}
        {to.map(nameOf).join(", ")}
        {cc.length > 0 ? (
          <>
            {" "}
            <span className={classes.dim}>
              <Trans>Cc</Trans>
            </span>{" "}
            {cc.map(nameOf).join(", ")}
          </>
        ) : null}
        {bcc.length > 0 ? (
          <>
            {" "}
            <span className={classes.dim}>
              <Trans>Bcc</Trans>
            </span>{" "}
            {bcc.map(nameOf).join(", ")}
          </>
        ) : null}
        {subject ? (
          <>
            {" "}
            <span className={classes.dim}>
              <Trans>Subject</Trans>
            </span>{" "}
            {subject}
          </>
        ) : null}
      </span>
      {from ? (
        <span className={classes.from}>
          <Trans>from {from.address}</Trans>
        </span>
      ) : null}
      <IconDotsVertical size={14} stroke={1.5} aria-hidden />
    </UnstyledButton>
  );
}

function Fields({
  addresses,
  near,
  channels,
  fromChannelId,
  error,
  wish,
  usualSubject,
  subject,
  onSubject,
  onAddresses,
  onFrom,
  onLess,
}: Props & { onLess: () => void }) {
  const { t } = useLingui();
  const { to, cc, bcc } = addresses;
  const [extra, setExtra] = useState({ cc: cc.length > 0, bcc: bcc.length > 0 });
  const from = channels.find((channel) => channel.id === fromChannelId);
  const set = (change: Partial<Addresses>) => onAddresses({ ...addresses, ...change });
  return (
    <div className={classes.fields} role="group" aria-label={t`Recipients and sender`}>
      <div className={classes.row}>
        <span className={classes.label} aria-hidden="true">
          <Trans>From</Trans>
        </span>
        <Picker
          label={t`From`}
          value={fromChannelId}
          options={channels.map((channel) => ({
            value: channel.id,
            label: channel.address,
            hint: channel.name,
          }))}
          onPick={onFrom}
          width={320}
        >
          <span>{from ? from.address : t`No channel connected`}</span>
          <IconChevronDown size={14} stroke={1.5} aria-hidden />
        </Picker>
        <span className={classes.grow} />
        <ActionIcon size="sm" aria-label={t`Show fewer fields`} onClick={onLess}>
          <IconChevronUp size={14} stroke={1.5} />
        </ActionIcon>
      </div>
      <AddressField
        label={t`To`}
        boxes={to}
        near={near}
        onChange={(boxes) => set({ to: boxes })}
        error={error ?? undefined}
        wish={wish}
      >
        {extra.cc ? null : (
          <UnstyledButton className={classes.add} onClick={() => setExtra({ ...extra, cc: true })}>
            <Trans>Cc</Trans>
          </UnstyledButton>
        )}
        {extra.bcc ? null : (
          <UnstyledButton className={classes.add} onClick={() => setExtra({ ...extra, bcc: true })}>
            <Trans>Bcc</Trans>
          </UnstyledButton>
        )}
      </AddressField>
      {extra.cc || cc.length > 0 ? (
        <AddressField
          label={t`Cc`}
          boxes={cc}
          near={near}
          onChange={(boxes) => set({ cc: boxes })}
        />
      ) : null}
      {extra.bcc || bcc.length > 0 ? (
        <AddressField
          label={t`Bcc`}
          boxes={bcc}
          near={near}
          onChange={(boxes) => set({ bcc: boxes })}
        />
      ) : null}
      <label className={classes.row}>
        <span className={classes.label} aria-hidden="true">
          <Trans>Subject</Trans>
        </span>
        <input
          className={classes.input}
          aria-label={t`Subject`}
          value={subject ?? ""}
          placeholder={usualSubject}
          maxLength={500}
          onChange={(event) => onSubject(event.currentTarget.value || null)}
          onBlur={() => subject !== null && onSubject(subject.trim() || null)}
        />
      </label>
    </div>
  );
}
