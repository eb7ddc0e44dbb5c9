-- What any system of dossiers must keep of a receipt and of a transition, and nothing else.
CREATE SCHEMA bare;
SET search_path = bare;
CREATE TABLE counter (agency_id int NOT NULL, day date NOT NULL, last_no int NOT NULL, PRIMARY KEY (agency_id, day));
CREATE TABLE dossier (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  code text NOT NULL UNIQUE,
  agency_id int NOT NULL,
  procedure_id int NOT NULL,
  status smallint NOT NULL,
  version int NOT NULL DEFAULT 1,
  applicant_name text NOT NULL,
  applicant_identity text NOT NULL,
  phone text,
  received_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  finished_at timestamptz,
  holder_id int,
  answers jsonb NOT NULL
);
CREATE INDEX dossier_worklist ON dossier (agency_id, status, due_at);
CREATE INDEX dossier_applicant ON dossier (applicant_identity);
CREATE INDEX dossier_received ON dossier (agency_id, received_at);
CREATE TABLE document (
  id bigserial PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind int NOT NULL,
  name text NOT NULL,
  sha256 text NOT NULL,
  size bigint NOT NULL,
  path text NOT NULL
);
CREATE INDEX document_dossier ON document (dossier_id);
CREATE TABLE event (
  id bigserial PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  at timestamptz NOT NULL DEFAULT now(),
  actor_id int NOT NULL,
  action text NOT NULL,
  from_status smallint,
  to_status smallint NOT NULL,
  facts jsonb NOT NULL
);
CREATE INDEX event_dossier ON event (dossier_id, id);
CREATE TABLE outbox (
  id bigserial PRIMARY KEY,
  topic text NOT NULL,
  key text NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;
-- What a request for supplement changes beside the dossier.
CREATE TABLE segment (
  id bigserial PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind smallint NOT NULL,
  cause smallint NOT NULL,
  basis text NOT NULL,
  actor_id int NOT NULL,
  from_at timestamptz NOT NULL,
  to_at timestamptz
);
CREATE UNIQUE INDEX segment_open ON segment (dossier_id) WHERE to_at IS NULL;
CREATE TABLE step (dossier_id uuid PRIMARY KEY REFERENCES dossier, holder_id int, due timestamptz, sort_due timestamptz);
CREATE INDEX step_work ON step (holder_id, sort_due);
CREATE TABLE request (
  dossier_id uuid PRIMARY KEY REFERENCES dossier,
  state smallint NOT NULL,
  reason text NOT NULL,
  sent_at timestamptz,
  window_ends timestamptz
);
CREATE TABLE print (
  id bigserial PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind smallint NOT NULL,
  sha256 text NOT NULL,
  content jsonb NOT NULL
);
CREATE INDEX print_dossier ON print (dossier_id);
-- The dossiers that transitions are made on.
INSERT INTO dossier (code, agency_id, procedure_id, status, applicant_name, applicant_identity, phone, received_at, due_at, answers)
SELECT 'P' || n, 1 + n % 200, 1 + n % 2000, 1, 'Nguyen Van ' || n, lpad(n::text, 12, '0'), '0900000000', now(), now() + interval '7 days',
  '{"address": "So 1 Duong Le Loi", "purpose": "Cap moi"}'
FROM generate_series(1, 20000) AS n;
CREATE TABLE picked AS SELECT row_number() OVER () AS n, id FROM dossier;
ALTER TABLE picked ADD PRIMARY KEY (n);
INSERT INTO segment (dossier_id, kind, cause, basis, actor_id, from_at) SELECT id, 1, 1, '', 9, now() FROM picked;
INSERT INTO step SELECT id, 9, now() + interval '1 day', now() + interval '1 day' FROM picked;
INSERT INTO request SELECT id, 2, 'paper_invalid', NULL, NULL FROM picked;
ANALYZE;
