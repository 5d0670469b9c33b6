/**
 * The doors: the workspace, mail in, mail out.
 */
import { once } from "node:events";
import { createServer } from "node:net";
import nodemailer from "nodemailer";
import type { Config } from "#platform/config.ts";
import { greetingOf, reachableInUrl } from "#platform/greeting.ts";
import type { Finding } from "./finding.ts";

export async function web(config: Config, serves: boolean): Promise<Finding> {
  const what = "workspace";
  if (!serves || !config.ROLES.includes("web")) return free(what, config.HOST, config.PORT);
  const asked = await fetch(`http://${reachableInUrl(config.HOST)}:${config.PORT}/readyz`, {
    signal: AbortSignal.timeout(5_000),
  }).catch((error: Error) => error);
  if (asked instanceof Error)
    return {
      state: "wrong",
      what,
      detail: `port ${config.PORT} does not answer: ${reason(asked)}`,
    };
  return {
    state: asked.ok ? "well" : "wrong",
    what,
    detail: `${config.PUBLIC_URL} answers ${asked.status}`,
  };
}

export async function incoming(config: Config, serves: boolean): Promise<Finding[]> {
  if (!config.ROLES.includes("mail")) return [];
  const doors = [{ what: "mail in (SMTP)", port: config.SMTP_IN_PORT }];
  if (config.LMTP_IN_PORT !== undefined)
    doors.push({ what: "mail in (LMTP)", port: config.LMTP_IN_PORT });
  return Promise.all(
    doors.map(({ what, port }) =>
      serves ? greets(what, config.HOST, port) : free(what, config.HOST, port),
    ),
  );
}

async function greets(what: string, host: string, port: number): Promise<Finding> {
  try {
    const greeting = await greetingOf(host, port);
    const state = greeting.startsWith("220") ? "well" : "wrong";
    return { state, what, detail: `port ${port}: ${greeting}` };
  } catch (error) {
    return { state: "wrong", what, detail: `port ${port} does not answer: ${reason(error)}` };
  }
}

/** While no server runs, the question is whether one could. */
async function free(what: string, host: string, port: number): Promise<Finding> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
    return { state: "well", what, detail: `port ${port} is free; the server does not run` };
  } catch (error) {
    return { state: "wrong", what, detail: `port ${port} cannot be used: ${reason(error)}` };
  } finally {
    server.close();
  }
}

export async function outgoing({ SMTP_OUT_URL }: Config): Promise<Finding> {
  const what = "mail out";
  if (!SMTP_OUT_URL)
    return { state: "well", what, detail: "no SMTP_OUT_URL: mail stays in the outbox preview" };
  const { host } = new URL(SMTP_OUT_URL);
  const transport = nodemailer.createTransport({
    url: SMTP_OUT_URL,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
  });
  try {
    await transport.verify();
    return { state: "well", what, detail: `${host} takes our mail` };
  } catch (error) {
    return { state: "wrong", what, detail: `${host}: ${reason(error)}` };
  } finally {
    transport.close();
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
