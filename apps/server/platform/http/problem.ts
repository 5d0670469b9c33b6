import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { doorRefusals, type Problem, type RefusalCode, refusals } from "#contract/refusals.ts";
import type { Operation } from "#contract/operation.ts";
import { isDatabaseAway } from "../db.ts";
import type { Log } from "../log.ts";
import { Refusal, refuse } from "../refusal.ts";

/** Answers every error as problem details. What nobody expected is a 500 without its inside, and a line in the log. */
export function answerError(log: Log) {
  return (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = asRefusal(error);
    if (refusal) return answerProblem(reply, problemOf(refusal));
    log.error({ err: error, route: request.routeOptions.url }, "a request crashed");
    return answerProblem(reply, {
      type: "about:blank",
      title: "Something broke on our side. Look whether it was done before you try again.",
      status: 500,
      code: "crashed",
    });
  };
}

export function answerProblem(reply: FastifyReply, problem: Problem) {
  return reply
    .status(problem.status)
    .type("application/problem+json")
    .send(JSON.stringify(problem));
}

export function problemOf(refusal: Refusal): Problem {
  const { code, status, facts } = refusal;
  const { says: title } = refusals[code];
  return { ...facts, type: `/api/docs#${code}`, title, status, code } as Problem;
}

/** An operation gives only the refusals that its contract names. @throws Error where it does not, in tests. */
export function holdToContract(operation: Operation, error: unknown): unknown {
  if (!(error instanceof Refusal) || mayGive(operation, error.code)) return error;
  const broken = new Error(
    `${operation.method} ${operation.path} gave the undeclared refusal ${error.code}`,
  );
  return process.env.NODE_ENV === "test" ? broken : error;
}

function mayGive(operation: Operation, code: RefusalCode) {
  return (
    operation.refusals.includes(code) || (doorRefusals as readonly RefusalCode[]).includes(code)
  );
}

function asRefusal(error: FastifyError | Error): Refusal | null {
  if (error instanceof Refusal) return error;
  if (isDatabaseAway(error)) return refuse("database_away");
  const status = "statusCode" in error ? error.statusCode : undefined;
  if (status === 413) return refuse("body_too_large");
  if (status === 429) return refuse("too_many_attempts", {});
  if (status !== undefined && status >= 400 && status < 500) return refuse("bad_request");
  return null;
}
