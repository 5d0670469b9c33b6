import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useLingui } from "@lingui/react/macro";
import {
  type CreateForm,
  type FieldName,
  type FormField,
  ownField,
  standardForm,
} from "#contract/forms.ts";
import { isEmpty, type PropertyValue } from "#contract/properties.ts";
import type { RefusalCode } from "#contract/refusals.ts";
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { createTicket } from "#contract/tickets.ts";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { toast } from "../../kit/toast.ts";
import { call, problemOf } from "../../live/api.ts";
import { countSoon } from "../../live/apply.ts";
import { cache } from "../../live/cache.ts";
import { placeTicket } from "../../live/lists.ts";
import { queries } from "../../live/queries.ts";
import { useStatuses } from "../../live/statuses.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { fieldsFor } from "./asked.ts";
import { empty, type Person, type Picked, type Values } from "./values.ts";

export type NewTicket = ReturnType<typeof useNewTicket>;

/** The form for a new ticket: its values, what is wrong by field, and saving it once. */
export function useNewTicket(onCreated: (number: number) => void) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const { usable: pipelines } = useStatuses();
  const known = useProperties("ticket");
  const { fields } = useQuery(queries.createForm()).data ?? standardForm;
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
    statusId: beginnings(standard)[0]?.id ?? null,
    ...given,
  };
  const statuses = beginnings(pipelines.find((one) => one.id === values.pipelineId));

  const demanded = statuses.find((one) => one.id === values.statusId)?.requiredProperties ?? [];
  /** What is asked for now, with these values. */
  const askedOf = (chosen: CreateForm["fields"]) => fieldsFor(chosen, values, { known, demanded });

  function set(change: Partial<Values>) {
    setGiven((now) => ({ ...now, ...change }));
    setErrors((now) =>
      Object.fromEntries(Object.entries(now).filter(([name]) => !(name in change))),
    );
  }

  function setOwn(name: string, value: PropertyValue) {
    set({ own: { ...values.own, [name]: value } });
    setErrors(
      ({ [`property:${name}`]: _asked, [`properties.${name}`]: _wrong, ...others }) => others,
    );
  }

  /** A status that the new pipeline does not have gives way to its first one. */
  function choosePipeline(pipelineId: string) {
    const to = beginnings(pipelines.find((one) => one.id === pipelineId));
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
    const missing = missingIn(values, askedOf(fields));
    if (missing.length > 0) return setErrors(sayAt(missing));
    setBusy(true);
    setProblem(null);
    try {
      const ticket = await call(createTicket, {
        id: id.current,
        ...bodyOf(values, askedOf(fields)),
      });
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

  function sayAt(names: readonly string[]) {
    return Object.fromEntries(names.map((name) => [name, t`Fill this in.`]));
  }

  function explain(error: unknown) {
    const refused = problemOf(error);
    const field = refused && refused.code !== "crashed" ? blamed[refused.code] : undefined;
    if (refused?.code === "properties_required")
      setErrors({ status: say(error), ...sayAt(namesOnForm(refused.missing)) });
    else if (refused?.code === "invalid_input") setErrors(refused.fields);
    else if (refused?.code === "form_incomplete") changedMeanwhile(refused.missing);
    else if (field) setErrors({ [field]: say(error) });
    else setProblem(say(error));
  }

  /** Somebody has just required more. */
  function changedMeanwhile(missing: readonly string[]) {
    void cache.invalidateQueries({ queryKey: queries.createForm().queryKey });
    setErrors(sayAt(missing));
  }

  const dirty = Object.values({ ...given, own: null, ...given.own }).some((value) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value),
  );
  return {
    values,
    set,
    setOwn,
    askedOf,
    choosePipeline,
    addContact,
    fields,
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

/** Where a ticket may begin in a pipeline. */
function beginnings(pipeline: Pipeline | undefined): Status[] {
  const all = pipeline?.statuses ?? [];
  return pipeline?.rules.limitCreation ? all.filter(({ forNew }) => forNew) : all;
}

/** Built-in properties and the desk's own, as the form calls them. */
function namesOnForm(missing: readonly string[]): string[] {
  return missing.flatMap((name) => [name, `property:${name}`]);
}

const blamed: Partial<Record<RefusalCode, FormField>> = {
  pipeline_unknown: "pipeline",
  pipeline_unclear: "pipeline",
  status_not_for_new: "status",
  status_not_in_pipeline: "status",
  properties_required: "status",
  contact_not_found: "contacts",
  company_not_found: "company",
  owner_unknown: "owner",
  owner_without_access: "owner",
};

/** Required fields without a value, in the order of the form. */
function missingIn(values: Values, fields: CreateForm["fields"]): FieldName[] {
  const { pipelineId: pipeline, statusId: status, name, contacts, own, ...others } = values;
  const given: Record<FormField, unknown> = {
    ...others,
    pipeline,
    status,
    name: name.trim(),
    contacts: contacts.length,
    description: others.description.trim(),
    resolution: others.resolution.trim(),
  };
  const isMissing = (field: FieldName) => {
    const property = ownField(field);
    return property
      ? isEmpty(own[property])
      : !Object.entries(given).find(([one]) => one === field)?.[1];
  };
  return fields.flatMap((field) => (field.required && isMissing(field.name) ? [field.name] : []));
}

/** Only what is asked is sent: what a condition has hidden since is not meant any more. */
function bodyOf(values: Values, fields: CreateForm["fields"]) {
  const asked = new Set(fields.map((field) => ownField(field.name)));
  const own = Object.entries(values.own).filter(
    ([one, value]) => asked.has(one) && !isEmpty(value),
  );
  return { ...builtInOf(values), properties: Object.fromEntries(own) };
}

function builtInOf({
  name,
  pipelineId,
  statusId,
  contacts,
  company,
  owner,
  source,
  priority,
  category,
  description,
  resolution,
}: Values) {
  return {
    name,
    statusId: statusId ?? "",
    contactIds: contacts.map((contact) => contact.id),
    companyId: company?.id ?? null,
    pull: pullsOf(contacts, company),
    priority,
    category: category || null,
    description: description.trim() || null,
    resolution: resolution.trim() || null,
    ...(source ? { source } : {}),
    ...(pipelineId ? { pipelineId } : {}),
    ...(owner ? { ownerType: owner.type, ownerId: owner.id } : {}),
  };
}

function pullsOf(contacts: readonly Picked[], company: Picked | null) {
  const of = (kind: "contact" | "company", { id, pull }: Picked) =>
    pull ? [{ kind, id, range: pull }] : [];
  return [
    ...contacts.flatMap((contact) => of("contact", contact)),
    ...(company ? of("company", company) : []),
  ];
}
