import type { Operation, OutputOf, SentTo } from "./operation.ts";
import type { Problem } from "./refusals.ts";

/** What the server answered instead of the result. `problem.code` is stable; extra facts stand beside it. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.name = "Refused";
    this.problem = problem;
  }
}

export type Client = <O extends Operation>(
  operation: O,
  input: SentTo<O>,
  options?: { signal?: AbortSignal; keepalive?: boolean },
) => Promise<OutputOf<O>>;

/**
 * A typed client of the API: `call(replyToTicket, { number: 7, … })`.
 * Throws `Refused` for every answer of the server that is not success; a lost network throws what `fetch` throws.
 */
export function createClient(at: {
  baseUrl: string;
  token?: string;
  fetch?: typeof fetch;
}): Client {
  const send = at.fetch ?? fetch;
  return async (operation, input, options = {}) => {
    const { url, rest } = address(operation, input);
    const { method } = operation;
    const asQuery = method === "GET" || method === "DELETE";
    const answer = await send(at.baseUrl + (asQuery ? url + query(rest) : url), {
      method,
      headers: {
        ...(at.token ? { authorization: `Bearer ${at.token}` } : {}),
        ...(asQuery ? {} : { "content-type": "application/json" }),
      },
      ...(asQuery ? {} : { body: JSON.stringify(rest) }),
      ...options,
    });
    if (!answer.ok) throw new Refused(await problemOf(answer));
    if (answer.status === 204) return null as OutputOf<typeof operation>;
    return (await answer.json()) as OutputOf<typeof operation>;
  };
}

/** The path of an operation with its parameters filled in; also for links to downloads. */
export function linkTo<O extends Operation>(operation: O, input: SentTo<O>): string {
  const { url, rest } = address(operation, input);
  return url + query(rest);
}

function address(operation: Operation, input: Record<string, unknown>) {
  const rest = { ...input };
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest[key];
    delete rest[key];
    return encodeURIComponent(String(value));
  });
  return { url, rest };
}

function query(rest: Record<string, unknown>): string {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null);
  if (given.length === 0) return "";
  return `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()}`;
}

async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => null);
  if (typeof body === "object" && body !== null && "code" in body) return body as Problem;
  return { type: "about:blank", title: answer.statusText, status: answer.status, code: "crashed" };
}
