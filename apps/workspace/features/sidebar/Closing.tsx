import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useActions } from "../../shell/keyboard.ts";
import { useRoom } from "../../shell/layout.ts";

/** Where the details lie over the conversation, a way back to it. */
export function Closing() {
  const room = useRoom();
  const action = useActions().find(({ id }) => id === "details.toggle");
  if (room === "wide" || !action) return null;
  return (
    <ActionIcon size={28} aria-label={action.label} onClick={action.run}>
      <IconX size={16} stroke={1.5} />
    </ActionIcon>
  );
}
