/** Domains that mail leaves from: keys, their DNS records, and mail that is signed. */
import {
  checkSendingDomain,
  createDkimKey,
  deleteDkimKey,
  listSendingDomains,
} from "#contract/domains.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { mailbox, type Sink } from "#testkit/mailbox.ts";
import { authenticate } from "mailauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

let sink: Sink;
let at: TestHouse;
let acme: TestDesk;
let dns: Map<string, string[]>;
let time = Date.now();

beforeAll(async () => {
  sink = await mailbox();
  at = await openHouse({ SMTP_OUT_URL: sink.url }, () => new Date(time));
  at.platform.resolveTxt = (name) => Promise.resolve(asked(name));
});

beforeEach(async () => {
  acme = await desk({ at });
  dns = new Map();
});

afterAll(() => sink.close());

/** Long texts come in pieces, as name servers give them. */
function asked(name: string): string[][] {
  const found = dns.get(name);
  if (!found) throw Object.assign(new Error("nothing there"), { code: "ENOTFOUND" });
  return found.map((text) => text.match(/.{1,200}/g) ?? []);
}

const owner = () => acme.as(acme.owner);

async function made() {
  const { keys } = await owner().calls(createDkimKey, { domain: acme.host });
  const [key] = keys;
  if (!key) throw new Error("no key was made");
  return key;
}

async function checked() {
  return owner().calls(checkSendingDomain, { domain: acme.host });
}

/** A key whose record stands in the DNS, and signs. */
async function signing() {
  const key = await made();
  dns.set(key.record.name, [key.record.value]);
  await checked();
  return key;
}

async function left() {
  const ticket = await acme.ticket();
  await acme.as(acme.ana).calls(replyToTicket, {
    number: ticket.number,
    id: crypto.randomUUID(),
    html: "<p>Pull the plug – please.</p>",
    seenMessageId: ticket.newestMessageId,
  });
  await acme.runJobs();
  return sink.caught.filter(({ from }) => from === acme.channel.address).at(-1)?.raw ?? "";
}

async function verdict(raw: Buffer | string) {
  const { dkim } = await authenticate(raw, {
    ...{ ip: "203.0.113.7", sender: acme.channel.address, helo: "mx.x.example" },
    resolver: (name: string, type: string) =>
      type === "TXT" ? Promise.resolve(asked(name)) : Promise.reject(new Error("none")),
    ...{ disableArc: true, disableBimi: true },
  });
  return dkim.results.map(({ status, selector }) => [selector, status.result]);
}

describe("a DKIM key", () => {
  test("signs once its record is in the DNS: receivers find the mail signed and unchanged", async () => {
    const key = await made();
    expect(String(await left())).not.toMatch(/^DKIM-Signature:/m);
    dns.set(key.record.name, [key.record.value]);
    const { keys } = await checked();
    expect(keys).toMatchObject([{ id: key.id, state: "right" }]);

    const raw = await left();
    expect(await verdict(raw)).toEqual([[key.selector, "pass"]]);
    expect(await verdict(String(raw).replace("plug", "plum"))).not.toEqual([
      [key.selector, "pass"],
    ]);
  });

  test("signs nothing while its record is missing, or another one stands there", async () => {
    const key = await made();
    expect((await checked()).keys).toMatchObject([{ state: "missing" }]);
    dns.set(key.record.name, ["v=DKIM1; k=rsa; p=MIIBIjANBgkq"]);
    const { keys, domain } = await checked();
    expect(keys).toMatchObject([
      { state: "different", found: [expect.stringMatching(/^v=DKIM1/)] },
    ]);
    expect(domain.keys).toMatchObject([{ state: "waiting" }]);
    expect(String(await left())).not.toMatch(/^DKIM-Signature:/m);
  });

  test("is replaced with an overlap: the old one signs until the new one can be found, and stays there after", async () => {
    const old = await signing();
    time += 60_000;
    const next = await made();
    expect(await verdict(await left())).toEqual([[old.selector, "pass"]]);

    const sentBefore = await left();
    dns.set(next.record.name, [next.record.value]);
    const { domain } = await checked();
    expect(domain.keys).toMatchObject([
      { id: next.id, state: "active" },
      { id: old.id, state: "retired" },
    ]);
    const keepUntil = new Date(domain.keys[1]?.keepUntil ?? 0).getTime();
    expect(keepUntil - time).toBe(7 * 86_400_000);
    expect(await verdict(await left())).toEqual([[next.selector, "pass"]]);
    expect(await verdict(sentBefore)).toEqual([[old.selector, "pass"]]);
  });

  test("waits alone: a second one is not made beside it", async () => {
    await made();
    const again = await owner().calls(createDkimKey, { domain: acme.host });
    expect(again).toEqual({ refused: "dkim_key_waiting" });
  });

  test("is sealed, and never told", async () => {
    const key = await made();
    const [row] = await rowsOf<{ stored: string }>(
      "select encode(private_key, 'escape') as stored from dkim_keys where id = $1",
      [key.id],
    );
    const answer = await owner().calls(listSendingDomains, {});
    for (const text of [row?.stored, JSON.stringify(answer)])
      expect(text).not.toMatch(/PRIVATE KEY/);
  });

  test("that is thrown away signs no more, and is not there a second time", async () => {
    const { id } = await signing();
    await owner().calls(deleteDkimKey, { id });
    expect(String(await left())).not.toMatch(/^DKIM-Signature:/m);
    expect(await owner().calls(deleteDkimKey, { id })).toEqual({ refused: "dkim_key_not_found" });
  });

  test("belongs to one desk", async () => {
    const { id } = await made();
    const rival = await desk({ at });
    const as = rival.as(rival.owner);
    expect(await as.calls(deleteDkimKey, { id })).toEqual({ refused: "dkim_key_not_found" });
    for (const operation of [createDkimKey, checkSendingDomain])
      expect(await as.calls(operation, { domain: acme.host })).toEqual({
        refused: "domain_not_found",
      });
  });
});

describe("the DNS of a domain", () => {
  test("is said record by record, with what to set where there is nothing", async () => {
    const { items } = await owner().calls(listSendingDomains, {});
    expect(items).toEqual([
      {
        domain: acme.host,
        keys: [],
        spf: { name: acme.host, value: "v=spf1 ip4:127.0.0.1 ~all" },
        dmarc: { name: `_dmarc.${acme.host}`, value: "v=DMARC1; p=none" },
      },
    ]);
    expect(await checked()).toMatchObject({
      spf: { state: "missing", found: [] },
      dmarc: { state: "missing", found: [] },
    });
  });

  test("is right with one SPF record, and a DMARC record here or above", async () => {
    const above = acme.host.split(".").slice(1).join(".");
    dns.set(acme.host, ["v=spf1 mx -all", "google-site-verification=x"]);
    dns.set(`_dmarc.${acme.host}`, ["v=DMARC1; p=reject"]);
    expect(await checked()).toMatchObject({ spf: { state: "right" }, dmarc: { state: "right" } });
    expect(above).toBe("test");

    dns.set(acme.host, ["v=spf1 mx -all", "v=spf1 -all"]);
    dns.delete(`_dmarc.${acme.host}`);
    expect(await checked()).toMatchObject({
      spf: { state: "different", found: ["v=spf1 mx -all", "v=spf1 -all"] },
      dmarc: { state: "missing" },
    });
  });

  test("that cannot be asked is unknown, and no key begins to sign by that", async () => {
    await made();
    const { resolveTxt } = at.platform;
    at.platform.resolveTxt = () => Promise.reject(Object.assign(new Error(), { code: "ETIMEOUT" }));
    const found = await checked();
    at.platform.resolveTxt = resolveTxt;
    expect(found).toMatchObject({
      spf: { state: "unknown" },
      dmarc: { state: "unknown" },
      keys: [{ state: "unknown" }],
      domain: { keys: [{ state: "waiting" }] },
    });
  });

  test("is not asked without end", async () => {
    let answer: Awaited<ReturnType<typeof checked>> | null = null;
    for (let tries = 0; tries < 42 && !answer?.refused; tries++) answer = await checked();
    expect(answer).toMatchObject({ refused: "too_many_attempts" });
  });
});
