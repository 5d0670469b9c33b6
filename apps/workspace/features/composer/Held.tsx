import { useLingui } from "@lingui/react/macro";
import type { TicketProperties } from "#contract/tickets.ts";
import { Required } from "../../kit/Required.tsx";
import { useStatuses } from "../../live/statuses.ts";
import { Newer } from "./Newer.tsx";
import type { Held as Why } from "./send.ts";

type Props = { held: Why; onGo(properties?: Partial<TicketProperties>): void; onBack(): void };

/** What stands between Send and sent: something newer to read, or something the status asks for. */
export function Held({ held, onGo, onBack }: Props) {
  const { t } = useLingui();
  const { status } = useStatuses();
  if (held?.why === "newer")
    return <Newer messages={held.messages} onSend={() => onGo()} onBack={onBack} />;
  if (held?.why !== "properties") return null;
  const name = status(held.choice.statusId ?? "")?.name ?? t`This status`;
  return <Required names={held.names} statusName={name} onDone={onGo} onCancel={onBack} />;
}
