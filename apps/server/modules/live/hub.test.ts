import { expect, test } from "vitest";
import type { LiveMessage } from "#contract/live.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { agentById } from "#modules/people";
import type { Db } from "#platform/db.ts";
import { desk } from "#testkit";
import { testDatabase } from "#testkit/cluster.ts";
import { startHub } from "./hub.ts";
import type { Listener } from "./listener.ts";

/** A database on a slow line: from the third time on, the question where the log ends waits for the gate. */
function slowly(db: Db, gate: Promise<void>): Db {
  const executor = db.getExecutor();
  let asked = 0;
  const executeQuery: typeof executor.executeQuery = async (query) => {
    if (query.sql.includes("as xmin from installation") && ++asked > 2) await gate;
    return executor.executeQuery(query);
  };
  const waiting = bound(executor, { executeQuery });
  return bound(db, { getExecutor: () => waiting });
}

function bound<Thing extends object>(thing: Thing, instead: Partial<Thing>): Thing {
  return new Proxy(thing, {
    get: (target, key) => {
      const value: unknown = Reflect.get(key in instead ? instead : target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

test("of two who open the first lines at once, neither misses what happens before the other is in", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const { platform } = acme.house;
  const agent = await agentById(platform.db, acme.id, acme.bo.id);
  if (!agent) throw new Error("Bo works here");
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  const identify = () => Promise.resolve(agent);
  const keepers = { identify, findDesk: () => Promise.resolve(null) };
  const hub = await startHub(
    { ...platform, db: slowly(platform.db, gate) },
    keepers,
    testDatabase(),
  );
  const line = () => {
    const heard: LiveMessage[] = [];
    const credential = { kind: "session", token: "" } as const;
    const listener: Listener = {
      ...{ deskId: acme.id, agent, credential, tabId: "", ticket: null, queue: Promise.resolve() },
      ...{ send: (message) => heard.push(message), close: () => undefined },
    };
    hub.join(listener, undefined);
    return heard;
  };

  const [first, second] = [line(), line()];
  await expect.poll(() => first.length).toBe(1);
  await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Between.</p>" });
  open();
  await expect.poll(() => second.length).toBeGreaterThan(0);

  await expect.poll(() => JSON.stringify(first)).toContain("ticket.commented");
  await hub.close();
});
