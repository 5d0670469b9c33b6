/** Posting a form to an address that the operator chose, and reading a short JSON answer: token endpoints. */
import * as http from "node:http";
import * as https from "node:https";

const longestAnswer = 64 * 1024;
const patience = 10_000;

export type FormAnswer = { status: number; body: Record<string, unknown> };

/** Redirects are not followed: they would carry secrets elsewhere. @throws when nobody answers in JSON */
export async function postForm(
  address: string,
  fields: Record<string, string>,
): Promise<FormAnswer> {
  const url = new URL(address);
  const { request } = url.protocol === "https:" ? https : http;
  const body = new URLSearchParams(fields).toString();
  const answer = await new Promise<http.IncomingMessage>((answered, failed) => {
    request(url, {
      method: "POST",
      agent: false,
      signal: AbortSignal.timeout(patience),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(body),
        accept: "application/json",
        "user-agent": "Sportello",
      },
    })
      .on("response", answered)
      .on("error", failed)
      .end(body);
  });
  const read: unknown = JSON.parse(await textOf(answer));
  if (typeof read !== "object" || read === null) throw new Error("the answer is no object");
  return { status: answer.statusCode ?? 0, body: read as Record<string, unknown> };
}

async function textOf(answer: http.IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > longestAnswer) throw new Error("the answer is too long");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
