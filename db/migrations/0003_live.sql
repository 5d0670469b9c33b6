-- A deleted team's tickets are given up in steps by a job: with the key in place the team could not go before all of them
-- were changed in one transaction. Who gives a ticket to a team holds the team's row, so none is given to one that is gone.
alter table tickets drop constraint tickets_desk_id_owner_team_id_fkey;
