import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { line, listen } from "./socket.ts";

/** The browser's side of a line, as far as we need one. */
class Wire extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  readonly said: string[] = [];
  readonly url: URL;
  constructor(url: URL) {
    super();
    this.url = url;
    wires.push(this);
  }
  send(words: string) {
    this.said.push(words);
  }
  /** A half-open line closes whenever the network says so, not when it is told to. */
  close() {}
  opens() {
    this.readyState = Wire.OPEN;
    this.dispatchEvent(new Event("open"));
  }
  hears(message: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
}
const wires: Wire[] = [];
let stop = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  const page = Object.assign(new EventTarget(), { location: { href: "http://desk.test/" } });
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  vi.stubGlobal("WebSocket", Wire);
  stop = listen({ message: () => undefined, opened: () => undefined, refused: () => undefined });
  wires[0]?.opens();
  wires[0]?.hears({ kind: "hello", cursor: "aaaaaaaa.1.0" });
});
afterEach(() => {
  stop();
  wires.length = 0;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a line on which the server is silent is given up and opened again where the log stood", () => {
  wires[0]?.hears({ kind: "beat", cursor: "aaaaaaaa.7.0" });
  vi.advanceTimersByTime(50_000);

  expect(wires).toHaveLength(2);
  expect(wires[1]?.url.searchParams.get("after")).toBe("aaaaaaaa.7.0");
  expect(line.get()).toBe("away");
  wires[1]?.opens();
  expect(line.get()).toBe("open");
});

test("a quiet line with a beating heart stays, and says that somebody is there", () => {
  for (let beat = 0; beat < 20; beat++) {
    vi.advanceTimersByTime(15_000);
    wires[0]?.hears({ kind: "beat", cursor: "aaaaaaaa.7.0" });
  }

  expect(wires).toHaveLength(1);
  expect(wires[0]?.said).toHaveLength(20);
});

test("a lost network is said after a moment, although nobody answers the end of the line", () => {
  window.dispatchEvent(new Event("offline"));
  vi.advanceTimersByTime(2000);

  expect(line.get()).toBe("away");
  expect(wires.length).toBeGreaterThan(1);
});
