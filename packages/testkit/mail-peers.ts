/** Mail servers that are wrong in one way each: what somebody meets who sets mail up. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type Peer = { port: number; close(): Promise<void> };

/** An SMTP server with these manners; what it does not say stays as polite as usual. */
export async function smtpPeer(manners: SMTPServerOptions): Promise<Peer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    ...manners,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** A port at which somebody listens who says this much and no more. */
export async function mutePeer(greeting = ""): Promise<Peer> {
  const lines = new Set<Socket>();
  const server = createServer((socket) => {
    lines.add(socket);
    socket.on("error", () => undefined);
    if (greeting) socket.end(greeting);
  });
  const port = await listening(server);
  const close = () =>
    new Promise<void>((resolve) => {
      lines.forEach((socket) => socket.destroy());
      server.close(() => resolve());
    });
  return { port, close };
}

/** A port at which nobody listens any more. */
export async function closedPort(): Promise<number> {
  const { port, close } = await mutePeer();
  await close();
  return port;
}

/** An answer as mail servers give it. */
export function no(responseCode: number, says: string): Error {
  return Object.assign(new Error(says), { responseCode });
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return (server.address() as AddressInfo).port;
}
