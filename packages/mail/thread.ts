/** Which mails belong together, by their headers alone. */

export type ThreadMail = {
  id: string;
  messageId: string | null;
  inReplyTo: readonly string[];
  references: readonly string[];
};

/**
 * Groups of ids: two mails are one conversation when a chain of answers joins them, whether or not the mails in between
 * were seen. The order of arrival does not matter; the subject never does. A Message-ID that two mails share proves
 * nothing as long as nobody answers it: some programs give all their mails the same one.
 */
export function groupMails(mails: readonly ThreadMail[]): string[][] {
  const answered = new Set(
    mails.flatMap(({ inReplyTo, references }) => [...inReplyTo, ...references]),
  );
  const parents = new Map<string, string>();
  for (const [index, mail] of mails.entries()) {
    for (const id of mentionedIds(mail))
      if (answered.has(id)) unite(parents, `mail ${index}`, `id ${id}`);
  }
  const groups = new Map<string, string[]>();
  for (const [index, mail] of mails.entries()) {
    const root = find(parents, `mail ${index}`);
    const group = groups.get(root);
    if (group) group.push(mail.id);
    else groups.set(root, [mail.id]);
  }
  return [...groups.values()];
}

/** Every Message-ID that this mail has or answers, once: what `mail_ids` remembers. */
export function mentionedIds(mail: Omit<ThreadMail, "id">): string[] {
  const ids = [...mail.references, ...mail.inReplyTo];
  if (mail.messageId) ids.push(mail.messageId);
  return [...new Set(ids)];
}

function unite(parents: Map<string, string>, a: string, b: string) {
  const [rootA, rootB] = [find(parents, a), find(parents, b)];
  if (rootA !== rootB) parents.set(rootB, rootA);
}

function find(parents: Map<string, string>, key: string): string {
  let root = key;
  for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root))
    root = up;
  for (let at = key; at !== root;) {
    const next = parents.get(at) ?? root;
    parents.set(at, root);
    at = next;
  }
  return root;
}
