-- The teams that a ticket was last given to, by itself or by one of their members. They stay when the owner is removed,
-- so that it waits for the team and not for everybody.
alter table tickets add column assigned_team_ids uuid[] not null default '{}';

update tickets set assigned_team_ids = array[owner_team_id] where owner_team_id is not null;
update tickets t set assigned_team_ids = m.team_ids
from (select desk_id, user_id, array_agg(team_id order by team_id) as team_ids from team_members group by 1, 2) m
where m.desk_id = t.desk_id and m.user_id = t.owner_user_id;

-- Those without a person: few, in the order of the list.
create index tickets_without_person on tickets (desk_id, active_at desc, id desc)
  where open and deleted_at is null and owner_user_id is null;
