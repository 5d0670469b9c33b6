-- Records have one history: what became of the desk's own properties stands in it as well, as `property:NAME`, with
-- values as one text: words as they are, the rest as JSON.
insert into record_changes (desk_id, id, kind, record_id, what, property, from_value, to_value, by_user_id, at)
select c.desk_id, c.id, c.record_kind, c.record_id, 'changed', 'property:' || p.name,
  c.from_value #>> '{}', c.to_value #>> '{}', c.by_user_id, c.at
from property_changes c
join properties p on p.desk_id = c.desk_id and p.id = c.property_id
where c.record_kind in ('contact', 'company', 'deal');
drop table property_changes;
