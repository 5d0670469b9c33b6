import { Navigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { Ledger } from "../features/ledger/Ledger.tsx";
import { Outbox } from "../features/outbox/Outbox.tsx";
import { Settings, settingsPages } from "../features/settings/Settings.tsx";
import { Spam } from "../features/spam/Spam.tsx";
import { SetUp } from "../features/setup/SetUp.tsx";
import { Invitation } from "../features/sign-in/Invitation.tsx";
import { ResetPassword } from "../features/sign-in/ResetPassword.tsx";
import { SignIn } from "../features/sign-in/SignIn.tsx";
import { cache } from "../live/cache.ts";
import { queries } from "../live/queries.ts";
import { ownPath } from "./gate.ts";
import { NotFound } from "./Mishaps.tsx";

/** After signing in everything is asked anew: it may be somebody else. */
function useGoIn(to?: string) {
  const router = useRouter();
  return async () => {
    await cache.fetchQuery({ ...queries.session(), staleTime: 0 });
    await router.navigate({ href: ownPath(to), replace: true });
  };
}

export function SetUpDoor() {
  return <SetUp onDone={useGoIn()} />;
}

export function SignInDoor() {
  const { to } = useSearch({ from: "/sign-in" });
  return <SignIn onDone={useGoIn(to)} />;
}

export function InvitationDoor() {
  const { token } = useSearch({ from: "/invitation" });
  return <Invitation token={token} onDone={useGoIn()} />;
}

export function ResetPasswordDoor() {
  const { token } = useSearch({ from: "/reset-password" });
  return <ResetPassword token={token} />;
}

export function OutboxDoor() {
  const { id } = useParams({ strict: false });
  return <Outbox id={id ?? null} />;
}

export function SpamDoor() {
  const { id } = useParams({ strict: false });
  return <Spam id={id ?? null} />;
}

export function SettingsDoor() {
  const { page: asked, item } = useParams({ strict: false });
  const page = settingsPages.find((known) => known === asked);
  return page ? (
    <Settings page={page} item={item ?? null} ledger={<Ledger item={item ?? null} />} />
  ) : (
    <NotFound />
  );
}

/** On a phone the list of pages comes first; elsewhere it stands beside the first page. */
export function SettingsHomeDoor() {
  const narrow = window.matchMedia("(max-width: 899px)").matches;
  if (narrow) return <Settings page={null} item={null} ledger={null} />;
  return <Navigate to="/settings/$page" params={{ page: "profile" }} replace />;
}
