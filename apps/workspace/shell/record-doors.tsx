import { useMatchRoute, useParams } from "@tanstack/react-router";
import { Companies } from "../features/records/Companies.tsx";
import { Contacts } from "../features/records/Contacts.tsx";
import { Deals } from "../features/records/Deals.tsx";
import { DoublesOfCompanies, DoublesOfContacts } from "../features/records/DoublesOfDesk.tsx";
import { useSession } from "../live/session.ts";
import { NoWorkspace } from "./Mishaps.tsx";
import { mayWork } from "#contract/rights.ts";

export function ContactsDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  const doubles = useMatchRoute()({ to: "/contacts/doubles" });
  if (!mayWork(user.rights)) return <NoWorkspace />;
  return doubles ? <DoublesOfContacts /> : <Contacts id={id ?? null} />;
}

export function CompaniesDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  const doubles = useMatchRoute()({ to: "/companies/doubles" });
  if (!mayWork(user.rights)) return <NoWorkspace />;
  return doubles ? <DoublesOfCompanies /> : <Companies id={id ?? null} />;
}

export function DealsDoor() {
  const { id } = useParams({ strict: false });
  const { user } = useSession();
  return mayWork(user.rights) ? <Deals id={id ?? null} /> : <NoWorkspace />;
}
