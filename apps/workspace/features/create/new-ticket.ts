import { type FormEvent, useRef, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Priority } from "#contract/common.ts";
import type { RefusalCode } from "#contract/refusals.ts";
import { createTicket } from "#contract/tickets.ts";
import { toast } from "../../kit/toast.ts";
import { call, problemOf } from "../../live/api.ts";
import { countSoon } from "../../live/apply.ts";
import { cache } from "../../live/cache.ts";
import { placeTicket } from "../../live/lists.ts";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { useSayRefusal } from "../../shell/refusals.ts";

type Picked = { id: string; name: string };
type Person = Picked & {
  email: string | null;
  companyId?: string | null;
  companyName?: string | null;
};

export type Values = {
  name: string;
  pipelineId: string | null;
  statusId: string | null;
  contacts: Person[];
  company: Picked | null;
  owner: { type: "user" | "team"; id: string } | null;
  priority: Priority | null;
  description: string;
};

const empty: Values = {
  name: "",
  pipelineId: null,
  statusId: null,
  contacts: [],
  company: null,
  owner: null,
  priority: null,
  description: "",
};

/** The form for a new ticket: its values, what is wrong by field, and saving it once. */
export function useNewTicket(onCreated: (number: number) => void) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const { pipelines } = useStatuses();
  const [given, setGiven] = useState<Partial<Values>>({});
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const id = useRef<string>(crypto.randomUUID());
  const standard = pipelines.find(({ isDefault }) => isDefault) ?? pipelines[0];
  const values: Values = {
    ...empty,
    pipelineId: standard?.id ?? null,
    statusId: standard?.statuses[0]?.id ?? null,
    ...given,
  };
  const statuses = pipelines.find((one) => one.id === values.pipelineId)?.statuses ?? [];

  function set(change: Partial<Values>) {
    setGiven((now) => ({ ...now, ...change }));
    setErrors((now) =>
      Object.fromEntries(Object.entries(now).filter(([name]) => !(name in change))),
    );
  }

  /** A status that the new pipeline does not have gives way to its first one. */
  function choosePipeline(pipelineId: string) {
    const to = pipelines.find((one) => one.id === pipelineId)?.statuses ?? [];
    const kept = to.find((status) => status.id === values.statusId) ?? to[0];
    set({ pipelineId, statusId: kept?.id ?? null });
  }

  /** The company of the first contact comes along, as long as none was chosen. */
  function addContact(contact: Person) {
    const company =
      values.company ??
      (contact.companyId ? { id: contact.companyId, name: contact.companyName ?? "" } : null);
    set({ contacts: [...values.contacts, contact], company });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    const missing = missingIn(values, t`Fill this in.`);
    if (missing) return setErrors(missing);
    setBusy(true);
    setProblem(null);
    try {
      const ticket = await call(createTicket, { id: id.current, ...bodyOf(values) });
      cache.setQueryData(queries.ticket(ticket.number).queryKey, ticket);
      placeTicket(ticket);
      countSoon();
      setDone(true);
      setGiven({});
      toast({ message: t`#${ticket.number} created` });
      queueMicrotask(() => onCreated(ticket.number));
    } catch (error) {
      explain(error);
    } finally {
      setBusy(false);
    }
  }

  function explain(error: unknown) {
    const refused = problemOf(error);
    const field = refused && refused.code !== "crashed" ? blamed[refused.code] : undefined;
    if (refused?.code === "invalid_input" && refused.fields) setErrors(refused.fields);
    else if (field) setErrors({ [field]: say(error) });
    else setProblem(say(error));
  }

  const dirty = Object.values(given).some((value) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  return {
    values,
    set,
    choosePipeline,
    addContact,
    errors,
    problem,
    busy,
    dirty,
    done,
    submit,
    pipelines,
    statuses,
  };
}

const blamed: Partial<Record<RefusalCode, string>> = {
  pipeline_unknown: "pipelineId",
  status_not_in_pipeline: "statusId",
  properties_required: "statusId",
  contact_not_found: "contactIds",
  company_not_found: "companyId",
  owner_unknown: "ownerId",
  owner_without_access: "ownerId",
};

function missingIn({ name, pipelineId, statusId }: Values, words: string) {
  const missing = {
    ...(name.trim() ? {} : { name: words }),
    ...(pipelineId ? {} : { pipelineId: words }),
    ...(statusId ? {} : { statusId: words }),
  };
  return Object.keys(missing).length > 0 ? missing : null;
}

function bodyOf({
  name,
  pipelineId,
  statusId,
  contacts,
  company,
  owner,
  priority,
  description,
}: Values) {
  return {
    name,
    statusId: statusId ?? "",
    contactIds: contacts.map((contact) => contact.id),
    companyId: company?.id ?? null,
    priority,
    description: description.trim() || null,
    ...(pipelineId ? { pipelineId } : {}),
    ...(owner ? { ownerType: owner.type, ownerId: owner.id } : {}),
  };
}
