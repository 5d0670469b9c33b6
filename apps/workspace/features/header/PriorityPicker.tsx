import { IconFlag } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Ticket } from "#contract/tickets.ts";
import type { PickerHandle } from "../../kit/Picker.tsx";
import { PriorityChoice } from "../../kit/PriorityChoice.tsx";
import { picked } from "../../live/picked.ts";
import { useStore } from "../../live/store.ts";
import { useAction } from "../../shell/keyboard.ts";

export function PriorityPicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const picker = useRef<PickerHandle>(null);
  const none = useStore(picked) === 0;
  useAction({
    id: "ticket.priority",
    label: t`Set the priority…`,
    keys: "p",
    group: "ticket",
    icon: IconFlag,
    run: () => picker.current?.open(),
    when: ticket.may.edit && none,
  });
  return <PriorityChoice ref={picker} ticket={ticket} />;
}
