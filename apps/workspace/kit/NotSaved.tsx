import { Trans } from "@lingui/react/macro";
import look from "./OwnProperties.module.css";

/** Something that was chosen waits for what it asks for. */
export function NotSaved({ onDiscard }: { onDiscard: () => void }) {
  return (
    <p className={look.waiting} role="status">
      <Trans>Not saved yet.</Trans>{" "}
      <button type="button" className={look.discard} onClick={onDiscard}>
        <Trans>Discard</Trans>
      </button>
    </p>
  );
}
