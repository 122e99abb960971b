-- The catalogue: goods as 1C and price lists tell them, and every import as a batch that can be looked at and undone.

create table categories (
  id integer generated always as identity primary key,
  parent_id integer references categories,
  title text not null check (title <> ''),
  title_lat text,
  external_id text unique,
  position integer not null default 0,
  visible_products integer not null default 0,
  created_batch bigint,
  created_at timestamptz not null default now()
);

comment on column categories.external_id is 'the id of the group in 1C, where it is sent';
comment on column categories.visible_products is 'goods of this very category that customers see; kept by imports and by hiding';

create unique index categories_names on categories (parent_id, lower(title)) nulls not distinct;

create table price_types (
  id integer generated always as identity primary key,
  name text not null check (name <> ''),
  created_at timestamptz not null default now()
);

create unique index price_types_names on price_types (lower(name));

create table warehouses (
  id integer generated always as identity primary key,
  name text not null check (name <> ''),
  created_at timestamptz not null default now()
);

create unique index warehouses_names on warehouses (lower(name));

create table products (
  id integer generated always as identity primary key,
  sku text not null check (sku <> ''),
  sku_normal text not null,
  guid text,
  category_id integer references categories,
  title text not null check (title <> ''),
  title_lat text,
  description text not null default '',
  unit text,
  barcode text,
  pack_qty numeric(15, 3) check (pack_qty > 0),
  price numeric(12, 2) check (price >= 0),
  stock_qty numeric(15, 3) not null default 0,
  withdrawn boolean not null default false,
  hidden_by_office boolean not null default false,
  hidden boolean not null generated always as (withdrawn or hidden_by_office) stored,
  content_hash bytea,
  created_batch bigint,
  changed_batch bigint,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);

comment on column products.sku_normal is 'the sku without separators and look-alikes, in capitals: for search only';
comment on column products.guid is 'the id in 1C; where it is sent it is the identity, and the sku may change';
comment on column products.price is 'of the usual price type; null: not known; 0: on request';
comment on column products.stock_qty is 'of all warehouses; below zero as 1C tells it, shown as 0';
comment on column products.withdrawn is 'the source deleted it, or a full load lacked it';
comment on column products.hidden_by_office is 'somebody of the office hid it; imports leave that alone';
comment on column products.content_hash is 'of the draft that was imported last; null: the next import writes it anew';

-- Without a guid the sku is the identity; with guids 1C may use an article twice.
create unique index products_guid on products (guid) where guid is not null;
create unique index products_sku on products (sku) where guid is null;
create index products_sku_guided on products (sku) where guid is not null;
create index products_sku_normal on products (sku_normal text_pattern_ops);
create index products_category on products (category_id, title, id);
create index products_barcode on products (barcode) where barcode is not null;

create table product_prices (
  product_id integer not null references products on delete cascade,
  price_type_id integer not null references price_types,
  price numeric(12, 2) not null check (price >= 0),
  primary key (product_id, price_type_id)
);

comment on table product_prices is 'prices of further price types; the usual one is in products';

create table product_stock (
  product_id integer not null references products on delete cascade,
  warehouse_id integer not null references warehouses,
  qty numeric(15, 3) not null,
  primary key (product_id, warehouse_id)
);

create table product_images (
  id uuid primary key,
  product_id integer not null references products on delete cascade,
  position integer not null,
  source text not null check (source in ('import', 'office')),
  url text,
  mime text,
  size integer,
  stored_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  error text,
  created_at timestamptz not null default now(),
  check (url is not null or source = 'office')
);

comment on table product_images is 'pictures of goods; the content lies in the file storage under the id once stored_at is set';
comment on column product_images.url is 'where 1C says the picture is; fetched by the office';

create index product_images_product on product_images (product_id, position);
create unique index product_images_url on product_images (product_id, url) where url is not null;
create index product_images_due on product_images (next_attempt_at) where stored_at is null and next_attempt_at is not null;

create table import_batches (
  id bigint generated always as identity primary key,
  source text not null check (source in ('push', 'pull', 'file', 'shell')),
  status text not null
    check (status in ('draft', 'queued', 'running', 'ready', 'done', 'failed', 'cancelled', 'undone')),
  task text check (task in ('preview', 'apply', 'undo')),
  full_load boolean not null default false,
  skip_bad boolean not null default true,
  accepted boolean not null default false,
  file_id uuid,
  file_name text,
  file_size bigint,
  format text not null check (format in ('json', 'csv', 'xlsx')),
  reading jsonb not null default '{}',
  body_hash bytea,
  session_key text,
  page integer,
  pages integer,
  received integer not null default 0,
  inserted integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  hidden integer not null default 0,
  skipped integer not null default 0,
  warnings integer not null default 0,
  preview jsonb,
  risks jsonb not null default '[]',
  failure jsonb,
  progress jsonb,
  repeat_of bigint references import_batches on delete set null,
  person_id uuid references people on delete set null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid references people on delete set null,
  check ((status in ('queued', 'running')) <= (task is not null))
);

comment on table import_batches is 'every run of an import is a version of the catalogue';
comment on column import_batches.status is 'draft: a file waits for its columns; ready: previewed or held by a guard rail, a person decides';
comment on column import_batches.task is 'what the runner shall do, or did last';
comment on column import_batches.skip_bad is 'false: one bad row refuses the whole load';
comment on column import_batches.accepted is 'a person has seen the risks and wants it anyway';
comment on column import_batches.file_id is 'the source in the file storage, while it is needed';
comment on column import_batches.reading is 'how to read a file: charset, separator, columns';
comment on column import_batches.session_key is 'pages of one full load share it';
comment on column import_batches.preview is 'samples of what would change';
comment on column import_batches.risks is 'which guard rails it touches: kind and figures';
comment on column import_batches.progress is 'phase and share of a running task';
comment on column import_batches.repeat_of is 'the same body came again and nothing had happened between';

create index import_batches_work on import_batches (id) where status in ('queued', 'running');
create index import_batches_created on import_batches (created_at, id);
create index import_batches_finished on import_batches (finished_at, id) where status in ('done', 'undone');
create index import_batches_session on import_batches (session_key) where session_key is not null;

create table import_problems (
  batch_id bigint not null references import_batches on delete cascade,
  seq integer not null,
  index integer not null,
  level text not null check (level in ('error', 'warning')),
  sku text,
  field text,
  reason text not null,
  value text,
  row jsonb,
  primary key (batch_id, seq)
);

comment on column import_problems.index is 'place in the body from 0, or the line of a file from 1';
comment on column import_problems.reason is 'a machine word; texts.ts says it to people';
comment on column import_problems.row is 'the bad row as it came, for mending and trying again';

create index import_problems_level on import_problems (batch_id, level, index);

create table import_changes (
  batch_id bigint not null,
  product_id integer not null,
  kind text not null check (kind in ('inserted', 'updated', 'hidden')),
  before jsonb,
  primary key (batch_id, product_id)
);

comment on table import_changes is 'what a batch did to each product: what undoing it restores; without foreign keys, for every load writes as many as it has goods';
comment on column import_changes.before is 'the changed part of the product as it was; null for what was inserted';

create table import_seen (
  session_key text not null,
  product_id integer not null,
  primary key (session_key, product_id)
);

comment on table import_seen is 'goods met on earlier pages of a full load that has not ended yet';

create table price_changes (
  id bigint generated always as identity primary key,
  product_id integer not null references products on delete cascade,
  price_type_id integer references price_types,
  before numeric(12, 2),
  after numeric(12, 2),
  batch_id bigint references import_batches on delete set null,
  at timestamptz not null default now()
);

comment on table price_changes is 'price history; price_type_id null: the usual price';

create index price_changes_product on price_changes (product_id, at);

create table exchange_state (
  name text primary key,
  started_at timestamptz,
  finished_at timestamptz,
  succeeded_at timestamptz,
  batch_id bigint references import_batches on delete set null,
  failure jsonb
);

comment on table exchange_state is 'how exchanges we start ourselves fared; one row for the pull from 1C';
