import { useState } from "react";
import type { Mailbox } from "#contract/common.ts";
import { type Addresses, same } from "./recipients.ts";

/** Who was named in the mail and is not among its recipients, until one says whether they should be; then `back` to it. */
export function useNaming(addresses: Addresses, change: (to: Addresses) => void, back: () => void) {
  const [named, setNamed] = useState<Mailbox | null>(null);
  const all = [...addresses.to, ...addresses.cc, ...addresses.bcc];
  const box = named && !all.some((one) => same(one, named)) ? named : null;

  function dismiss() {
    setNamed(null);
    back();
  }
  function add(where: "to" | "cc") {
    const { to, cc, bcc } = addresses;
    if (box) change({ to, cc, bcc, [where]: [...addresses[where], box] });
    dismiss();
  }
  return { box, name: setNamed, add, dismiss };
}
