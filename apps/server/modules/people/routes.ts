import { listAudit as listAuditContract } from "#contract/audit.ts";
import * as deskContract from "#contract/desk.ts";
import * as contract from "#contract/people.ts";
import * as users from "#contract/users.ts";
import * as sessions from "#contract/sessions.ts";
import { openRoute, route, type Route } from "#platform/http/route.ts";
import { acceptInvitation, lookAtInvitation } from "./accept-invitation.ts";
import { askPasswordReset } from "./ask-reset.ts";
import { changePassword } from "./change-password.ts";
import {
  confirmSecondFactor,
  startSecondFactor,
  stopSecondFactor,
} from "./change-second-factor.ts";
import { readDesk, updateDesk } from "./desk.ts";
import { findUsers } from "./find-users.ts";
import { inviteAgain, inviteUser, inviteUsers, revokeInvitation } from "./invite.ts";
import { listAudit } from "./list-audit.ts";
import { readSession, updateMe } from "./me.ts";
import { listUsers, readUser } from "./read-users.ts";
import { resetPassword } from "./reset-password.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { endOtherSessions, endSession, endSessionsOfUser, listSessions } from "./sessions.ts";
import { createTeam, deleteTeam, listTeams, updateTeam } from "./teams.ts";
import { createToken, listTokens, revokeToken } from "./tokens.ts";
import { updateUser } from "./update-user.ts";

export const routes: Route[] = [
  openRoute(contract.signIn, signIn),
  route(contract.readSession, readSession),
  route(contract.signOut, signOut),
  openRoute(contract.askPasswordReset, askPasswordReset),
  openRoute(contract.resetPassword, resetPassword),
  openRoute(contract.lookAtInvitation, lookAtInvitation),
  openRoute(contract.acceptInvitation, acceptInvitation),
  route(contract.updateMe, updateMe),
  route(contract.changePassword, changePassword),
  route(contract.startSecondFactor, startSecondFactor),
  route(contract.confirmSecondFactor, confirmSecondFactor),
  route(contract.stopSecondFactor, stopSecondFactor),
  route(deskContract.readDesk, readDesk),
  route(deskContract.updateDesk, updateDesk),
  route(sessions.listSessions, listSessions),
  route(sessions.endSession, endSession),
  route(sessions.endOtherSessions, endOtherSessions),
  route(sessions.endSessionsOfUser, endSessionsOfUser),
  route(contract.listTokens, listTokens),
  route(contract.createToken, createToken),
  route(contract.revokeToken, revokeToken),
  route(contract.listUsers, listUsers),
  route(contract.readUser, readUser),
  route(contract.inviteUser, inviteUser),
  route(users.inviteUsers, inviteUsers),
  route(contract.inviteAgain, inviteAgain),
  route(users.revokeInvitation, revokeInvitation),
  route(users.findUsers, findUsers),
  route(contract.updateUser, updateUser),
  route(contract.listTeams, listTeams),
  route(contract.createTeam, createTeam),
  route(contract.updateTeam, updateTeam),
  route(contract.deleteTeam, deleteTeam),
  route(listAuditContract, listAudit),
];
