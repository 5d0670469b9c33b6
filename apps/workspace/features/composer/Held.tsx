import { useLingui } from "@lingui/react/macro";
import { Refused } from "#contract/client.ts";
import { Rule } from "../../kit/Asked.tsx";
import { mayOverride } from "../../kit/entering.ts";
import { Required } from "../../kit/Required.tsx";
import type { Filled } from "../../live/change.ts";
import { useStatuses } from "../../live/statuses.ts";
import { Newer } from "./Newer.tsx";
import type { Held as Why } from "./send.ts";

type More = { properties?: Filled; override?: true };
type Props = { held: Why; onGo(more?: More): void; onBack(): void };

/** What stands between Send and sent: something newer to read, something the status asks for, a rule. */
export function Held({ held, onGo, onBack }: Props) {
  const { t } = useLingui();
  const { status } = useStatuses();
  if (held?.why === "newer")
    return <Newer messages={held.messages} onSend={() => onGo()} onBack={onBack} />;
  if (held?.why === "rule")
    return (
      <Rule error={new Refused(held.problem)} onAnswer={(more) => (more ? onGo(more) : onBack())} />
    );
  if (held?.why !== "properties") return null;
  const name = status(held.choice.statusId ?? "")?.name ?? t`This status`;
  return (
    <Required
      names={held.names}
      asker={name}
      onDone={(properties) => onGo({ properties })}
      onCancel={onBack}
      {...(mayOverride() ? { onWithout: () => onGo({ override: true }) } : {})}
    />
  );
}
