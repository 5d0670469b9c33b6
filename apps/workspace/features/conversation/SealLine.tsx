import { IconLock, IconSignature } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import type { Message } from "#contract/messages.ts";
import { sealOf } from "./seal.ts";
import classes from "./SealLine.module.css";

/** Says calmly that a mail came signed or encrypted, and what that means here. */
export function SealLine({ message }: { message: Message }) {
  const seal = message.direction === "incoming" ? sealOf(message) : null;
  if (!seal) return null;
  const { by } = seal;
  if (seal.kind === "signed")
    return (
      <p className={classes.line}>
        <IconSignature size={14} stroke={1.5} aria-hidden />
        <span>
          <Trans>Signed with {by}. The signature is kept but not checked here.</Trans>
        </span>
      </p>
    );
  return (
    <p className={classes.line} data-kind="encrypted">
      <IconLock size={14} stroke={1.5} aria-hidden />
      <span>
        <Trans>
          Encrypted with {by}. It can be read only with its receiver’s key: download the file, or
          ask the sender to write without encryption.
        </Trans>
      </span>
    </p>
  );
}
