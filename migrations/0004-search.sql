-- Search: which products changed for it, the index as posting lists, synonyms, and what people looked for.

-- Row by row an office changes little, an import much; a transaction id per row tells exactly what a snapshot lacked.
alter table products add column search_xid xid8 not null default pg_current_xact_id();

comment on column products.search_xid is 'the transaction that last changed what search knows of it: names, category, visibility';

create index products_search on products (search_xid);

create table search_gone (
  product_id integer not null,
  search_xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now()
);

comment on table search_gone is 'products that were deleted, until every replica has heard of it';

create index search_gone_xid on search_gone (search_xid);

create function products_search_changed() returns trigger language plpgsql as $$
begin
  new.search_xid := pg_current_xact_id();
  return new;
end
$$;

create trigger products_search_changed before update on products for each row
when (
  (old.title, old.title_lat, old.category_id, old.withdrawn, old.hidden_by_office)
  is distinct from (new.title, new.title_lat, new.category_id, new.withdrawn, new.hidden_by_office)
)
execute function products_search_changed();

create function products_search_gone() returns trigger language plpgsql as $$
begin
  insert into search_gone (product_id) select id from gone;
  return null;
end
$$;

create trigger products_search_gone after delete on products
referencing old table as gone for each statement execute function products_search_gone();

create function search_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('kontora_search', tg_argv[0]);
  return null;
end
$$;

create trigger products_search_notify
after insert or delete or update of title, title_lat, category_id, withdrawn, hidden_by_office on products
for each statement execute function search_notify('products');

-- The words of a category belong to every product below it. What another transaction is inserting there cannot be seen
-- from here, and an import takes products before their categories: whoever renames or moves a category by another way
-- than an import first takes the lock of whoever writes the catalogue ('kontora catalogue').
create function categories_search_changed() returns trigger language plpgsql as $$
begin
  with recursive below as (
    select new.id
    union all
    select c.id from below b join categories c on c.parent_id = b.id
  ), locked as (
    select p.id from products p where p.category_id in (select id from below) order by p.id for no key update
  )
  update products p set search_xid = pg_current_xact_id() from locked where p.id = locked.id;
  perform pg_notify('kontora_search', 'products');
  return null;
end
$$;

create trigger categories_search_changed after update on categories for each row
when ((old.title, old.parent_id) is distinct from (new.title, new.parent_id))
execute function categories_search_changed();

create table search_documents (
  product_id integer primary key,
  search_xid xid8 not null,
  version smallint not null,
  hidden boolean not null,
  head integer,
  terms integer[] not null,
  words bigint[] not null
);

comment on table search_documents is 'the terms of every product, for replicas whose memory does not hold the index (yet)';
comment on column search_documents.search_xid is 'of the product when it was cut';
comment on column search_documents.version is 'of the normaliser that cut the title';
comment on column search_documents.head is 'the term of the first word of the title';
comment on column search_documents.terms is 'hashes of its terms in the order of the title, then of its category';
comment on column search_documents.words is 'ids of its words in search_words: what to subtract when it changes';

-- What waits in the pending list of an index is searched one by one: it must stay short.
create index search_documents_terms on search_documents using gin (terms) with (gin_pending_list_limit = 256);

create table search_terms (
  term integer primary key,
  kind text not null,
  documents integer not null,
  heads integer not null,
  search_xid xid8 not null default pg_current_xact_id()
);

comment on table search_terms is 'how many visible products have a term, and how many titles it opens';
comment on column search_terms.search_xid is 'the transaction that last changed the row: replicas follow it as they follow products';

create index search_terms_xid on search_terms (search_xid);

create table search_words (
  id bigint primary key,
  form text not null,
  term integer not null,
  surface text not null,
  abbreviated boolean not null,
  documents integer not null,
  search_xid xid8 not null default pg_current_xact_id()
);

comment on table search_words is 'the vocabulary of the catalogue: forms of words as the normaliser spells them';
comment on column search_words.id is 'a hash of the form';
comment on column search_words.surface is 'the word as a title has it';

create index search_words_xid on search_words (search_xid);

create table search_synonyms (
  id integer generated always as identity primary key,
  phrases text[] not null check (cardinality(phrases) between 2 and 20),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

comment on table search_synonyms is 'phrases that mean the same: each finds what the others find';

create trigger search_synonyms_notify after insert or update or delete on search_synonyms
for each statement execute function search_notify('synonyms');

create table search_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  place text not null check (place in ('chat', 'panel')),
  query text not null,
  query_key text not null,
  found integer not null,
  whole boolean not null,
  corrected text,
  person_id uuid references people on delete cascade,
  product_id integer,
  position integer,
  chosen_at timestamptz
);

comment on table search_log is 'what people looked for, and what they opened then';
comment on column search_log.query_key is 'the query in small letters with single spaces: the same query has the same key';
comment on column search_log.whole is 'some hit had everything that was typed';
comment on column search_log.position is 'of the chosen product among the hits, from 1';

create index search_log_at on search_log (at);
create index search_log_person on search_log (person_id) where person_id is not null;
