import { once } from "node:events";
import { connect } from "node:net";

/** What a mail server says to whoever comes: `220 …` when it takes mail. @throws when nobody answers in time */
export async function greetingOf(host: string, port: number, patience = 5_000): Promise<string> {
  const socket = connect(port, reachable(host));
  try {
    const [greeting] = await once(socket, "data", { signal: AbortSignal.timeout(patience) });
    return String(greeting).trim();
  } finally {
    socket.destroy();
  }
}

/** An address that can be called, for one that only says where to listen. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "::1" : host;
}

/** The same as it stands in a URL. */
export function reachableInUrl(host: string): string {
  const address = reachable(host);
  return address.includes(":") ? `[${address}]` : address;
}
