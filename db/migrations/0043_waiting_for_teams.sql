-- Most tickets without a person never had a team: a view of one's teams' tickets must not walk them.
create index tickets_waiting_for_teams on tickets (desk_id, active_at desc, id desc)
  where open and deleted_at is null and owner_user_id is null and assigned_team_ids <> '{}';
drop index tickets_without_person;
