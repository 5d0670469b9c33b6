-- Companies are alike by a name without accents, punctuation and legal form, or by the name that stands in a domain. A
-- company that was named after its domain has the name that stands there.
alter table companies add column alike text not null generated always as (
  coalesce(
    nullif(
      case
        when name ~ '^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$' then
          replace(regexp_replace(regexp_replace(name,
            '(\.(ac|co|com|edu|gob|gouv|gov|net|or|org))?\.[^.]+$', ''), '^.*\.', ''), '-', '')
        else
          regexp_replace(
            regexp_replace(
              translate(lower(name),
                'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜàáâãäåçèéêëìíîïñòóôõöùúûü',
                'aaaaaaceeeeiiiinooooouuuuaaaaaaceeeeiiiinooooouuuu'),
              '([[:space:],.&+/()-]+(s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s|s\.?a\.?r\.?l|s\.?a|s\.?l|gmbh|mbh|ag|kg|ohg|ug|e\.?v|e\.?k|ltd|ltda|limited|inc|incorporated|llc|llp|plc|corp|corporation|co|company|b\.?v|n\.?v|a\.?b|a\.?s|oy|aps|pty))+[[:space:].,)]*$',
              ''),
            '[[:space:][:punct:]“”‘’–—]+', '', 'g')
      end,
      ''),
    lower(name))
) stored;
create index companies_alike on companies (desk_id, alike, id) where deleted_at is null;

alter table company_domains add column alike text not null generated always as (
  replace(regexp_replace(regexp_replace(domain,
    '(\.(ac|co|com|edu|gob|gouv|gov|net|or|org))?\.[^.]+$', ''), '^.*\.', ''), '-', '')
) stored;
drop index company_domains_alike;
create index company_domains_alike on company_domains (desk_id, alike, company_id);

-- Whoever was told apart from a record is told apart from the one it is merged into.
create index distinct_records_other on distinct_records (desk_id, kind, b_id);

-- What happened before with a record follows it into a merge.
create index ticket_pulls_record on ticket_pulls (desk_id, kind, record_id);
