import { type Facts, type RefusalCode, refusals } from "#contract/refusals.ts";

/** An expected no. Thrown, so that the transaction around it is rolled back by itself. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** Facts for the caller, e.g. `{ newest }`. Never content that the caller may not see. */
  readonly facts: Record<string, unknown>;
  constructor(code: RefusalCode, facts: Record<string, unknown>) {
    super(refusals[code].says);
    this.name = "Refusal";
    this.code = code;
    this.status = refusals[code].status;
    this.facts = facts;
  }
}

/** The facts that a code has are part of the contract: one cannot be given without them, nor with others. */
export function refuse<Code extends RefusalCode>(code: Code, ...facts: FactsGiven<Code>): Refusal {
  return new Refusal(code, { ...facts[0] });
}

type FactsGiven<Code> = Code extends keyof Facts ? [Facts[Code]] : [];
