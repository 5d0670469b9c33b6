/** A desk with somebody of every role, and tickets of every owner. */
import type { Rights } from "#contract/people.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { scopes, type Scope } from "#contract/operation.ts";
import { createTokenDirectly } from "#modules/people";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";
import { atTheEnd } from "#testkit/ending.ts";
import { imapPeer } from "#testkit/imap-peer.ts";
import { multipart } from "#testkit/upload.ts";
import { type Kind, kinds, type Role, roles } from "./roles.ts";

const all = { reach: "all", unassigned: true } as const;
const team = { reach: "team", unassigned: false } as const;
const own = { reach: "own", unassigned: false } as const;
const ownAndNobodys = { reach: "own", unassigned: true } as const;
const none = { reach: "none", unassigned: false } as const;

const rightsOf: Record<Exclude<Role, "anonymous">, Partial<Rights>> = {
  everything: {},
  team: { tickets: { view: team, edit: team, delete: team } },
  own: { tickets: { view: own, edit: own, delete: own } },
  "own and nobody's": {
    tickets: { view: ownAndNobodys, edit: ownAndNobodys, delete: ownAndNobodys },
  },
  none: { tickets: { view: none, edit: none, delete: none } },
  reader: { tickets: { view: all, edit: own, delete: none } },
  "no service": { serviceAccess: false },
  "sales only": { serviceAccess: false, salesAccess: true },
  "account access": { serviceAccess: false, accountAccess: true },
  "super admin": { superAdmin: true, serviceAccess: false },
};

export type Place = { number: number; id: string; messageId: string; fileId: string };
export type Who = Person | { token: string } | null;
export type Scene = Awaited<ReturnType<typeof setScene>>;

export async function setScene() {
  const acme = await desk();
  const people = new Map<Role, Person>();
  for (const role of roles) {
    if (role !== "anonymous")
      people.set(
        role,
        await acme.user(role.replaceAll(/\W/g, "-"), rightsOf[role], [acme.support.id]),
      );
  }
  const tokens = new Map<Scope, string>();
  for (const scope of scopes)
    tokens.set(scope, await tokenOf(acme, people.get("super admin"), [scope]));
  const peer = await imapPeer();
  atTheEnd(peer.close);
  const scene = {
    acme,
    /** Speaks and refuses at once; whoever does not speak is waited for. */
    mailbox: { host: "127.0.0.1", port: peer.port, tls: "none", user: "x", password: "wrong" },
    who: (role: Role): Who => people.get(role) ?? null,
    tokens,
    ownToken: await tokenOf(acme, people.get("own"), [...scopes]),
    /** A new ticket of this owner, as the role sees it. */
    fresh: async (role: Role, kind: Kind) => {
      const place = await ticketOf(acme, ownerOf(acme, people, role, kind));
      if (kind === "shared") await letSee(acme, place, [...people.values()]);
      return place;
    },
    shared: new Map<string, Place>(),
  };
  for (const role of roles) for (const kind of kinds) await keepShared(scene, role, kind);
  return scene;
}

/** One ticket of each owner for all calls that change nothing that matters. */
export function sharedTicket(scene: Scene, role: Role, kind: Kind): Place {
  const place = scene.shared.get(keyOf(role, kind));
  if (!place) throw new Error(`the scene has no ticket ${keyOf(role, kind)}`);
  return place;
}

function keyOf(role: Role, kind: Kind) {
  return kind === "mine" ? `${kind} ${role}` : kind;
}

async function keepShared(scene: Scene, role: Role, kind: Kind) {
  const key = keyOf(role, kind);
  if (!scene.shared.has(key))
    scene.shared.set(key, await withFile(scene.acme, await scene.fresh(role, kind)));
}

async function tokenOf(
  acme: TestDesk,
  user: Person | undefined,
  granted: Scope[],
): Promise<string> {
  const { db, clock } = acme.house.platform;
  const token = {
    deskId: acme.id,
    userId: user?.id ?? "",
    name: "matrix",
    scopes: granted,
    now: clock(),
  };
  return (await createTokenDirectly(db, token)).token;
}

/** Ana is of the same team as every role, Bo of another. */
function ownerOf(acme: TestDesk, people: Map<Role, Person>, role: Role, kind: Kind) {
  const nobody = { user: null, team: null };
  if (kind === "mine") return { ...nobody, user: people.get(role)?.id ?? null };
  if (kind === "mate's") return { ...nobody, user: acme.ana.id };
  if (kind === "team's") return { ...nobody, team: acme.support.id };
  return kind === "nobody's" ? nobody : { ...nobody, user: acme.bo.id };
}

async function ticketOf(
  acme: TestDesk,
  owner: { user: string | null; team: string | null },
): Promise<Place> {
  const ticket = await acme.ticket({ subject: "Matrix", text: "An inscrutable word: quincunx." });
  await rowsOf(
    "update tickets set owner_user_id = $3, owner_team_id = $4 where desk_id = $1 and id = $2",
    [acme.id, ticket.id, owner.user, owner.team],
  );
  return {
    number: ticket.number,
    id: ticket.id,
    messageId: ticket.newestMessageId ?? "",
    fileId: "",
  };
}

async function letSee(acme: TestDesk, { id }: Place, people: Person[]) {
  await rowsOf(
    `insert into ticket_shares (desk_id, id, ticket_id, user_id, edit, by_user_id, at)
     select $1, gen_random_uuid(), $2, u, false, $3, now() from unnest($4::uuid[]) u`,
    [acme.id, id, acme.owner.id, people.map((one) => one.id)],
  );
}

async function withFile(acme: TestDesk, place: Place): Promise<Place> {
  const fileId = await upload(acme, acme.owner);
  const { number } = place;
  const comment = { number, html: "<p>With a file.</p>", attachmentIds: [fileId] };
  await acme.as(acme.owner).calls(commentOnTicket, comment);
  return { ...place, fileId };
}

export async function upload(acme: TestDesk, who: Who): Promise<string> {
  const { payload, headers } = multipart({}, { name: "note.txt", bytes: "Nothing to see." });
  const answer = await acme.house.app.inject({
    method: "POST",
    url: "/api/v1/files",
    payload,
    headers: { ...headers, host: acme.host, ...credentialOf(who) },
  });
  return answer.json<{ id: string }>().id;
}

export function credentialOf(who: Who): Record<string, string> {
  if (!who) return {};
  return "token" in who
    ? { authorization: `Bearer ${who.token}` }
    : { cookie: `sportello_session=${who.session}` };
}
