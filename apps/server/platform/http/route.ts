/** Pairs of contract operation and use case: what a module's `routes.ts` lists. */
import type { InputOf, Operation, OutputOf } from "#contract/operation.ts";
import type { Call, Desk, Download, GuestCall } from "../call.ts";

/** A call on an installation that has no desk yet. */
export type FoundingCall = Omit<GuestCall, "desk"> & { desk: Desk | null };

export type Route =
  | { who: "agent"; operation: Operation; run: (call: Call, input: unknown) => Promise<unknown> }
  | {
      who: "guest";
      operation: Operation;
      run: (call: GuestCall, input: unknown) => Promise<unknown>;
    }
  | {
      who: "founder";
      operation: Operation;
      run: (call: FoundingCall, read: () => unknown) => Promise<unknown>;
    };

type Answer<O extends Operation> = Promise<unknown extends OutputOf<O> ? Download : OutputOf<O>>;

/** For operations that need a signed-in user. */
export function route<O extends Operation>(
  operation: O,
  useCase: (call: Call, input: InputOf<O>) => Answer<O>,
): Route {
  if (operation.needs === "nobody")
    throw new Error(`${operation.path} needs nobody: use openRoute`);
  return { who: "agent", operation, run: (call, input) => useCase(call, input as InputOf<O>) };
}

/** For operations that anybody may call on a desk. */
export function openRoute<O extends Operation>(
  operation: O,
  useCase: (call: GuestCall, input: InputOf<O>) => Answer<O>,
): Route {
  if (operation.needs !== "nobody")
    throw new Error(`${operation.path} needs ${operation.needs}: use route`);
  return { who: "guest", operation, run: (call, input) => useCase(call, input as InputOf<O>) };
}

/** For set-up: there may be no desk yet. The input is read when asked for, so that a refusal can come first. */
export function foundingRoute<O extends Operation>(
  operation: O,
  useCase: (call: FoundingCall, read: () => InputOf<O>) => Answer<O>,
): Route {
  return {
    who: "founder",
    operation,
    run: (call, read) => useCase(call, () => read() as InputOf<O>),
  };
}
