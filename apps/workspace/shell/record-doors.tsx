import { useParams } from "@tanstack/react-router";
import { Companies } from "../features/records/Companies.tsx";
import { Contacts } from "../features/records/Contacts.tsx";
import { Deals } from "../features/records/Deals.tsx";
import { useSession } from "../live/session.ts";
import { NoWorkspace } from "./Mishaps.tsx";
import { mayWork } from "./rights.ts";

export function ContactsDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  return mayWork(user.rights) ? <Contacts id={id ?? null} /> : <NoWorkspace />;
}

export function CompaniesDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  return mayWork(user.rights) ? <Companies id={id ?? null} /> : <NoWorkspace />;
}

export function DealsDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  return mayWork(user.rights) ? <Deals id={id ?? null} /> : <NoWorkspace />;
}
