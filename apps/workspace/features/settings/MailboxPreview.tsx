import { Button } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type MailboxFolder, previewMailbox } from "#contract/mailbox-preview.ts";
import type { OutputOf } from "#contract/operation.ts";
import type { Form } from "../../kit/form.ts";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { type ChannelValues, momentOf } from "./channel.ts";
import look from "./MailboxPreview.module.css";

type Found = OutputOf<typeof previewMailbox>;

/** How much would come in, folder by folder, before a mailbox is connected. */
export function MailboxPreview({ form }: { form: Form<ChannelValues> }) {
  const { imap, since, sinceDay } = form.values;
  const sayRefusal = useSayRefusal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [found, setFound] = useState<{ of: string; folders: Found } | null>(null);
  const { password, port, ...rest } = imap;
  const asked = { ...rest, port: Number(port), password, ...momentOf(since, sinceDay) };
  // What was found holds for what was asked: a change of server or day makes it old.
  const { mailbox: _, since: at, ...line } = { since: "", ...asked };
  const key = JSON.stringify([line, since === "day" ? at : since]);

  async function lookInside() {
    setBusy(true);
    setProblem(null);
    try {
      setFound({ of: key, folders: await call(previewMailbox, { imap: asked }) });
    } catch (error) {
      setFound(null);
      setProblem(sayRefusal(error));
    }
    setBusy(false);
  }

  const ready = imap.host !== "" && imap.user !== "" && password !== "" && port !== "";
  return (
    <div className={look.preview}>
      <div>
        <Button
          variant="default"
          loading={busy}
          disabled={!ready}
          onClick={() => void lookInside()}
        >
          <Trans>Show what would come in</Trans>
        </Button>
      </div>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      {found?.of === key ? (
        <Folders
          found={found.folders}
          chosen={imap.mailbox}
          onChoose={(mailbox) => form.set("imap", { ...imap, mailbox })}
        />
      ) : null}
    </div>
  );
}

type FoldersProps = { found: Found; chosen: string; onChoose: (path: string) => void };

function Folders({ found, chosen, onChoose }: FoldersProps) {
  const { t } = useLingui();
  return (
    <>
      <ul className={look.folders} aria-label={t`Folders of the mailbox`}>
        {found.folders.map((folder) => (
          <li key={folder.path}>
            <button
              type="button"
              aria-pressed={folder.path.toLowerCase() === chosen.toLowerCase()}
              onClick={() => onChoose(folder.path)}
            >
              <span className={look.path}>{folder.path}</span>
              <span className={look.count}>
                <Counted folder={folder} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.more ? (
        <p className={look.hint}>
          <Trans>There are more folders than are shown here.</Trans>
        </p>
      ) : null}
      <p className={look.hint}>
        <Trans>
          The channel reads one folder: choose it here. Mail from before now becomes tickets
          quietly.
        </Trans>
      </p>
    </>
  );
}

function Counted({ folder: { mails, wanted } }: { folder: MailboxFolder }) {
  const { i18n } = useLingui();
  if (mails === null || wanted === null) return <Trans>not counted</Trans>;
  return (
    <Plural
      value={mails}
      one={`${i18n.number(wanted)} of # mail`}
      other={`${i18n.number(wanted)} of # mails`}
    />
  );
}
