import { useLingui } from "@lingui/react/macro";
import { IconSearch, IconTicket } from "@tabler/icons-react";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Avatar } from "../../kit/Avatar.tsx";
import { Over } from "../../kit/Over.tsx";
import { matches, Quick, type QuickOption } from "../../kit/Quick.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { type Action, type Group, keysOf, useActions, written } from "../../shell/keyboard.ts";
import { lastView } from "../../shell/layout.ts";

/** Every action, every view, any ticket by number or words, any contact: one field. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [asked] = useDebouncedValue(words.trim(), 150);
  const actions = useActionOptions(words);
  const tickets = useTicketOptions(asked);
  const contacts = useContactOptions(asked);
  const options =
    words.trim() === "" ? actions : [...tickets.jump, ...actions, ...tickets.found, ...contacts];
  return (
    <Over label={t`Command palette`} width={600} onClose={onClose}>
      <Quick
        label={t`Command palette`}
        placeholder={t`Type a command, a ticket or a name…`}
        options={options}
        onWords={setWords}
        onDone={onClose}
      />
    </Over>
  );
}

const order: readonly Group[] = ["ticket", "list", "write", "go", "view", "more"];

function useActionOptions(words: string): QuickOption[] {
  const name = useGroupNames();
  return useActions()
    .flatMap((action) =>
      optionsOf(action, words).map((option) => ({
        ...option,
        group: name(action.group ?? "more"),
        // What changes a ticket never stands before a place of the same name.
        rank: option.id === action.id ? order.indexOf(action.group ?? "more") : order.length,
      })),
    )
    .filter((option) => matches(option, words))
    .toSorted((a, b) => a.rank - b.rank);
}

/** The action, and once something is typed also everything that can be chosen by it. */
function optionsOf(action: Action, words: string): QuickOption[] {
  const choices = words.trim() ? (action.choices?.() ?? []) : [];
  return action.quiet ? [...choices] : [asOption(action), ...choices];
}

function asOption(action: Action): QuickOption {
  const [keys] = keysOf(action);
  const Sign = action.icon;
  return {
    id: action.id,
    label: action.label,
    ...(keys ? { keys: written(keys) } : {}),
    ...(Sign ? { icon: <Sign size={16} stroke={1.5} /> } : {}),
    run: action.run,
  };
}

function useTicketOptions(q: string): { jump: QuickOption[]; found: QuickOption[] } {
  const { t } = useLingui();
  const go = useNavigate();
  const statuses = useStatuses();
  const { data } = useQuery(queries.search(q, 8));
  const open = (number: number) =>
    void go({ to: "/tickets/$view/$number", params: { view: lastView(), number } });
  const number = /^#?(\d{1,9})$/.exec(q)?.[1];
  const hits = q && data ? data.items : [];
  const found = hits.map(({ ticket }) => {
    const status = statuses.status(ticket.statusId);
    return {
      id: `ticket ${ticket.number}`,
      label: ticket.name,
      hint: `${ticket.contact?.name ?? ""} #${ticket.number}`.trim(),
      group: t`Tickets`,
      icon: status ? <StatusDot color={status.color} kind={status.kind} /> : null,
      run: () => open(ticket.number),
    };
  });
  const known = found.some(({ id }) => id === `ticket ${number}`);
  const jump =
    number && !known
      ? [
          {
            id: "jump",
            label: t`Open ticket #${number}`,
            group: t`Tickets`,
            icon: <IconTicket size={16} stroke={1.5} />,
            run: () => open(Number(number)),
          },
        ]
      : [];
  const all = q
    ? [
        {
          id: "search",
          label: t`Search “${q}” in the whole history`,
          group: t`Tickets`,
          icon: <IconSearch size={16} stroke={1.5} />,
          run: () => void go({ to: "/search", search: { q } }),
        },
      ]
    : [];
  return { jump, found: [...found, ...all] };
}

function useContactOptions(q: string): QuickOption[] {
  const { t } = useLingui();
  const go = useNavigate();
  const { data } = useQuery({ ...queries.contacts(q), enabled: q.length > 1 });
  if (q.length < 2) return [];
  return (data?.items ?? []).slice(0, 5).map((contact) => ({
    id: `contact ${contact.id}`,
    label: contact.name,
    hint: contact.email ?? contact.companyName ?? "",
    group: t`Contacts`,
    icon: <Avatar name={contact.name} size={20} />,
    run: () => void go({ to: "/contacts/$id", params: { id: contact.id } }),
  }));
}

function useGroupNames(): (group: Group) => string {
  const { t } = useLingui();
  const names: Record<Group, string> = {
    ticket: t`This ticket`,
    list: t`List`,
    write: t`Write`,
    go: t`Go to`,
    view: t`Screen`,
    more: t`More`,
  };
  return (group) => names[group];
}
