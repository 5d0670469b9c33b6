/** Files as a browser uploads them. */
import { uploadFile } from "#contract/files.ts";
import type { Person, TestDesk } from "./desk.ts";

type Sent = { name?: string; type?: string; bytes?: Buffer | string };

/** Payload and headers of a request with fields and, behind them, one file. */
export function multipart(
  fields: Record<string, string>,
  { name = "a.txt", type = "text/plain", bytes = "hello" }: Sent,
) {
  const part = (disposition: string, body: Buffer | string) => [
    Buffer.from(`--cut\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from("\r\n"),
  ];
  const file = `name="file"; filename="${name}"\r\nContent-Type: ${type}`;
  return {
    payload: Buffer.concat([
      ...Object.entries(fields).flatMap(([field, value]) => part(`name="${field}"`, value)),
      ...part(file, bytes),
      Buffer.from("--cut--\r\n"),
    ]),
    headers: { "content-type": "multipart/form-data; boundary=cut" },
  };
}

/** What the upload answered, a refusal included. */
export async function uploads(at: TestDesk, who: Person, sent: Sent = {}) {
  const { payload, headers } = multipart({}, sent);
  const answer = await at.house.app.inject({
    method: "POST",
    url: uploadFile.path,
    headers: { ...headers, host: at.host, cookie: `sportello_session=${who.session}` },
    payload,
  });
  type Kept = { id: string; name: string; type: string; size: number; code?: string };
  return { status: answer.statusCode, ...answer.json<Kept>() };
}
