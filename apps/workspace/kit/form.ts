import { useRef, useState, type SyntheticEvent } from "react";
import { flushSync } from "react-dom";
import { useLingui } from "@lingui/react/macro";
import type * as z from "zod";
import { Refused } from "#contract/client.ts";
import type { RefusalCode } from "#contract/refusals.ts";
import { useSayRefusal } from "../shell/refusals.ts";
import { useSayIssue } from "./issue.ts";

type Errors = Record<string, string>;
type Found = { errors: Errors; problem: string | null };

type Settings<Values extends object> = {
  initial: Values;
  /** What the contract asks of these values; checked before anything is sent. */
  schema?: z.ZodType;
  /** What is sent, where it differs from the values; `schema` checks this. */
  shape?: (values: Values) => unknown;
  /** What else is wrong, by field: checked with the schema. */
  check?: (values: Values) => Errors;
  save: (values: Values) => Promise<unknown>;
  /** Runs once nothing is unsaved any more: the place for closing and going elsewhere. */
  after?: () => void;
  /** Refusals that speak of one field. */
  blames?: Partial<Record<RefusalCode, string>>;
  /** Refusals that speak of several fields; null = this one does not. */
  explain?: (error: unknown) => Errors | null;
};

/**
 * The state of one form: values, messages by field (dotted path), the message that belongs to no field, and whether
 * there is something to lose.
 */
export function useForm<Values extends object>(settings: Settings<Values>) {
  const [values, setValues] = useState(settings.initial);
  const [start, setStart] = useState(settings.initial);
  const { errors, problem, form, show, forget } = useFound();
  const [busy, setBusy] = useState(false);
  const check = useCheck(settings);
  const explain = useExplain(settings);

  /** `part` names the one of several fields that the value was changed in. */
  function set<Name extends keyof Values & string>(
    name: Name,
    value: Values[Name],
    part: string = name,
  ) {
    setValues((now) => ({ ...now, [name]: value }));
    forget(part);
  }

  async function submit(event?: SyntheticEvent) {
    event?.preventDefault();
    if (busy) return;
    const found = check(values);
    show(found ?? nothingFound);
    if (found) return;
    setBusy(true);
    try {
      await settings.save(values);
    } catch (error) {
      setBusy(false);
      return show(explain(error));
    }
    flushSync(() => {
      setStart(values);
      setBusy(false);
    });
    settings.after?.();
  }

  function reset(to: Values = start) {
    setValues(to);
    setStart(to);
    show(nothingFound);
  }

  const dirty = JSON.stringify(values) !== JSON.stringify(start);
  return { values, set, errors, problem, busy, dirty, submit, reset, form };
}

export type Form<Values extends object> = ReturnType<typeof useForm<Values>>;

/** Props of a text input for one field. */
export function text<Values extends object>(form: Form<Values>, name: keyof Values & string) {
  const value: unknown = form.values[name];
  return {
    name,
    value: typeof value === "string" ? value : "",
    error: form.errors[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      form.set(name, event.currentTarget.value as Values[typeof name]),
  };
}

const nothingFound: Found = { errors: {}, problem: null };

/** What is wrong with the form; the first wrong field gets the focus. */
function useFound() {
  const [found, setFound] = useState(nothingFound);
  const form = useRef<HTMLFormElement>(null);

  function show(now: Found) {
    setFound(now);
    if (now !== nothingFound) requestAnimationFrame(() => focusFirstError(form.current));
  }

  function forget(name: string) {
    setFound((now) => ({ ...now, errors: without(now.errors, name) }));
  }

  return { ...found, form, show, forget };
}

function useCheck<Values extends object>(settings: Settings<Values>) {
  const sayIssue = useSayIssue();
  return (values: Values): Found | null => {
    const errors: Errors = { ...settings.check?.(values) };
    const sent = settings.shape ? settings.shape(values) : values;
    const issues = settings.schema?.safeParse(sent).error?.issues ?? [];
    for (const issue of issues)
      errors[issue.path.join(".")] ??= sayIssue(issue, at(sent, issue.path));
    return Object.keys(errors).length > 0 ? { errors, problem: null } : null;
  };
}

function at(sent: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, key) =>
      typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined,
    sent,
  );
}

function useExplain<Values extends object>(settings: Settings<Values>) {
  const sayRefusal = useSayRefusal();
  const sayReason = useSayReason();
  return (error: unknown): Found => {
    const several = settings.explain?.(error);
    if (several) return { errors: several, problem: null };
    if (!(error instanceof Refused)) return { errors: {}, problem: sayRefusal(error) };
    const { problem } = error;
    const { code } = problem;
    if (problem.code === "invalid_input") return { errors: problem.fields, problem: null };
    const blamed = code === "crashed" ? undefined : settings.blames?.[code];
    const said = sayReason(sayRefusal(error), "reason" in problem ? problem.reason : "");
    return blamed ? { errors: { [blamed]: said }, problem: null } : { errors: {}, problem: said };
  };
}

/** Some refusals carry what another server answered: in its own words, after ours. */
function useSayReason() {
  const { t } = useLingui();
  return (said: string, reason: unknown) =>
    typeof reason === "string" && reason !== "" ? t`${said} It answered: “${reason}”` : said;
}

function without(errors: Errors, name: string): Errors {
  return Object.fromEntries(
    Object.entries(errors).filter(([path]) => path !== name && !path.startsWith(`${name}.`)),
  );
}

function focusFirstError(form: HTMLFormElement | null) {
  const first = form?.querySelector<HTMLElement>(
    "[aria-invalid='true'], [data-error='true'] input",
  );
  first?.focus({ preventScroll: true });
  first?.scrollIntoView({ block: "center" });
}
