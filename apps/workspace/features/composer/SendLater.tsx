import { Button, Group, Menu, Modal, TextInput } from "@mantine/core";
import { IconCalendarClock, IconClock } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { fullMoment, regional } from "../../kit/RelativeTime.tsx";
import { momentAt, nextTimes, wallAt } from "../../kit/when.ts";
import { deviceZone, zone } from "../../kit/zone.ts";
import { useStore } from "../../live/store.ts";

/** The part of Send's menu that plans the reply for later, in the time zone of who writes. */
export function SendLaterItems({ onPick, onAsk }: { onPick(at: string): void; onAsk(): void }) {
  const { t, i18n } = useLingui();
  const timeZone = useZone();
  const { inAnHour, tomorrow, monday } = nextTimes(new Date(), timeZone);
  const items = [
    { label: t`In an hour`, at: inAnHour },
    { label: t`Tomorrow morning`, at: tomorrow },
    { label: t`Monday morning`, at: monday },
  ];
  return (
    <>
      <Menu.Label>
        <Trans>Send later</Trans>
      </Menu.Label>
      {items.map(({ label, at }) => (
        <Menu.Item
          key={label}
          leftSection={<IconClock size={16} stroke={1.5} />}
          rightSection={<When at={at} timeZone={timeZone} locale={i18n.locale} />}
          onClick={() => onPick(at.toISOString())}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<IconCalendarClock size={16} stroke={1.5} />} onClick={onAsk}>
        <Trans>Choose a time…</Trans>
      </Menu.Item>
    </>
  );
}

function When({ at, timeZone, locale }: { at: Date; timeZone: string; locale: string }) {
  const said = new Intl.DateTimeFormat(regional(locale), {
    ...{ weekday: "short", hour: "2-digit", minute: "2-digit", timeZone },
  }).format(at);
  return <span style={{ fontSize: 12, color: "var(--sp-faint)" }}>{said}</span>;
}

/** Asks for a day and a time. */
export function SendLaterDialog({
  onPick,
  onClose,
}: {
  onPick(at: string): void;
  onClose(): void;
}) {
  const { t, i18n } = useLingui();
  const timeZone = useZone();
  const [wall, setWall] = useState(() =>
    wallAt(nextTimes(new Date(), timeZone).tomorrow, timeZone),
  );
  const at = wall ? momentAt(wall, timeZone) : null;
  const past = at !== null && at <= new Date();
  return (
    <Modal opened onClose={onClose} title={t`Send later`} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (at && !past) onPick(at.toISOString());
        }}
      >
        <TextInput
          type="datetime-local"
          label={t`Day and time`}
          description={t`In the time zone ${timeZone}`}
          value={wall}
          min={wallAt(new Date(), timeZone)}
          error={past ? t`This time has passed. Choose a later one.` : undefined}
          data-autofocus
          onChange={(event) => setWall(event.currentTarget.value)}
        />
        <p style={{ margin: "8px 0 0", color: "var(--sp-muted)", fontSize: 13 }}>
          {at ? fullMoment(at.toISOString(), i18n.locale) : null}
        </p>
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" disabled={!at || past}>
            <Trans>Send later</Trans>
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function useZone(): string {
  return useStore(zone) ?? deviceZone();
}
