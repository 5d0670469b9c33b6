import { listAudit as listAuditContract } from "#contract/audit.ts";
import * as deskContract from "#contract/desk.ts";
import * as me from "#contract/me.ts";
import * as entrance from "#contract/sign-in.ts";
import * as teams from "#contract/teams.ts";
import * as tokens from "#contract/tokens.ts";
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
  openRoute(entrance.signIn, signIn),
  route(entrance.readSession, readSession),
  route(entrance.signOut, signOut),
  openRoute(entrance.askPasswordReset, askPasswordReset),
  openRoute(entrance.resetPassword, resetPassword),
  openRoute(entrance.lookAtInvitation, lookAtInvitation),
  openRoute(entrance.acceptInvitation, acceptInvitation),
  route(me.updateMe, updateMe),
  route(me.changePassword, changePassword),
  route(me.startSecondFactor, startSecondFactor),
  route(me.confirmSecondFactor, confirmSecondFactor),
  route(me.stopSecondFactor, stopSecondFactor),
  route(deskContract.readDesk, readDesk),
  route(deskContract.updateDesk, updateDesk),
  route(sessions.listSessions, listSessions),
  route(sessions.endSession, endSession),
  route(sessions.endOtherSessions, endOtherSessions),
  route(sessions.endSessionsOfUser, endSessionsOfUser),
  route(tokens.listTokens, listTokens),
  route(tokens.createToken, createToken),
  route(tokens.revokeToken, revokeToken),
  route(users.listUsers, listUsers),
  route(users.readUser, readUser),
  route(users.inviteUser, inviteUser),
  route(users.inviteUsers, inviteUsers),
  route(users.inviteAgain, inviteAgain),
  route(users.revokeInvitation, revokeInvitation),
  route(users.findUsers, findUsers),
  route(users.updateUser, updateUser),
  route(teams.listTeams, listTeams),
  route(teams.createTeam, createTeam),
  route(teams.updateTeam, updateTeam),
  route(teams.deleteTeam, deleteTeam),
  route(listAuditContract, listAudit),
];
