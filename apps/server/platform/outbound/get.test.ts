/** Addresses that strangers chose: the tricks by which one is led to where it must not go. */
import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { corpusCases, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";
import { isPublic } from "./address.ts";
import { get, type Limits, OutboundError } from "./get.ts";

const limits: Limits = {
  bytes: 1000,
  milliseconds: 2000,
  redirects: 2,
  mayReach: isPublic,
  accept: "image/*",
};
const home = { ...limits, mayReach: () => true };
const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => servers.forEach((server) => server.close()));

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const asked = (url: string, by: Limits) =>
  get(url, by).then(
    (body) => body.toString(),
    (error: unknown) => (error instanceof OutboundError ? error.why : error),
  );

/** A name server that says one thing first and another afterwards. */
function saying(...answers: string[]): LookupFunction {
  let turn = 0;
  return (_host, options, done) => {
    const address = answers[Math.min(turn++, answers.length - 1)] ?? "";
    const family = address.includes(":") ? 6 : 4;
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}

describe("an address that is not out in the world", () => {
  test.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://0/",
    "http://10.0.0.8/",
    "http://172.16.9.9/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "https://user:secret@127.0.0.1/",
    "http://①②⑦.0.0.1/",
    "ftp://ftp.example/p.png",
    "file:///etc/passwd",
    "data:image/png;base64,AAAA",
    "//no.scheme/",
    "not an address",
  ])("is not asked: %s", async (url) => {
    expect(await asked(url, limits)).toBe("address_refused");
  });

  test("is not asked by the name of another: the answer of the name server counts", async () => {
    for (const address of ["127.0.0.1", "::1", "10.1.1.1", "::ffff:10.1.1.1", "169.254.169.254"])
      expect(await asked("http://pictures.example/", { ...limits, lookup: saying(address) })).toBe(
        "address_refused",
      );
  });

  test("is not reached by a name that changes its mind: each connection asks once, and is bound by it", async () => {
    const lookup = saying("192.0.2.1", "93.184.215.14");
    expect(await asked("http://rebinding.example/", { ...limits, lookup })).toBe("address_refused");
    let turns = 0;
    const counting: LookupFunction = (host, options, done) => {
      turns++;
      saying("127.0.0.1")(host, options, done);
    };
    const url = await serve((_, answer) => answer.end("here"));
    const named = url.replace("127.0.0.1", "once.example");
    expect(await asked(named, { ...home, lookup: counting })).toBe("here");
    expect(turns).toBe(1);
  });

  test.skipIf(!corpusIsHere)(
    `is known in the spellings of the corpus ${corpusIsHere ? "" : corpusMissing}`,
    async () => {
      for (const { expect: wanted } of corpusCases<{ host: string }>("strings/ssrf-hosts")) {
        const host = wanted.host.replace(/^([^[].*:.*:.*)$/, "[$1]");
        expect({ [host]: await asked(`http://${host}/`, limits) }).toEqual({
          [host]: "address_refused",
        });
      }
    },
  );

  test("is told from one that is", () => {
    for (const address of ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "2a00:1450:4002::200e"])
      expect({ [address]: isPublic(address) }).toEqual({ [address]: true });
  });
});

describe("a server", () => {
  test("is followed a few redirects far, and never to an address of our own", async () => {
    const url = await serve(({ url: path }, answer) => {
      if (path === "/here") return answer.end("here");
      answer.writeHead(302, { location: path === "/loop" ? "/loop" : "/here" }).end();
    });
    expect(await asked(url, home)).toBe("here");
    expect(await asked(`${url}/loop`, home)).toBe("status");
    const away = await serve((_, answer) =>
      answer.writeHead(301, { location: "file:///etc/passwd" }).end(),
    );
    expect(await asked(away, home)).toBe("address_refused");
    expect(await asked(away, { ...home, redirects: 0 })).toBe("status");
  });

  test("that is outside cannot send us inside, by address or by name", async () => {
    const inside = await serve((_, answer) => answer.end("secret"));
    const { port } = new URL(inside);
    // The world of this test is one address; its neighbour on the same machine is inside.
    const by: Limits = {
      ...limits,
      mayReach: (address) => address === "127.0.0.1",
      lookup: saying("127.0.0.2"),
    };
    for (const location of [`http://127.0.0.2:${port}/`, `http://inside.example:${port}/`]) {
      const outside = await serve((_, answer) => answer.writeHead(302, { location }).end());
      expect(await asked(outside, by)).toBe("address_refused");
      expect(
        await asked(outside, { ...by, mayReach: () => true, lookup: saying("127.0.0.1") }),
      ).toBe(location.includes("127.0.0.2") ? "unreachable" : "secret");
    }
  });

  test("may send neither too much, nor too slowly, nor nothing", async () => {
    const large = await serve((_, answer) => answer.end("x".repeat(1001)));
    const slow = await serve((_, answer) => {
      answer.write("x");
      const drip = setInterval(() => answer.write("x"), 100);
      answer.on("close", () => clearInterval(drip));
    });
    const missing = await serve((_, answer) => answer.writeHead(404).end());
    expect(await asked(large, home)).toBe("too_large");
    expect(await asked(slow, { ...home, milliseconds: 300 })).toBe("too_slow");
    expect(await asked(missing, home)).toBe("status");
    expect(await asked("http://127.0.0.1:1/", home)).toBe("unreachable");
  });

  test("learns nothing of us but that we ask", async () => {
    const url = await serve(({ headers }, answer) => answer.end(Object.keys(headers).join(" ")));
    expect(await asked(url.replace("//", "//name:word@"), home)).toBe(
      "accept accept-encoding user-agent host connection",
    );
  });
});
