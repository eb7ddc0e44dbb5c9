-- A whole life: a receipt, five transitions and the return, each its own transaction.
\set agency random(1, 200)
\set procedure random(1, 2000)
\set applicant random(1, 5000000)
BEGIN;
INSERT INTO bare.counter AS c VALUES (:agency, current_date, 1)
  ON CONFLICT (agency_id, day) DO UPDATE SET last_no = c.last_no + 1 RETURNING last_no \gset
INSERT INTO bare.dossier (code, agency_id, procedure_id, status, applicant_name, applicant_identity, phone, received_at, due_at, answers)
  VALUES ('H' || lpad(:agency, 3, '0') || '-' || to_char(current_date, 'YYMMDD') || '-' || lpad(:last_no, 6, '0'), :agency, :procedure, 1,
  'Nguyen Van ' || :applicant, lpad(:applicant, 12, '0'), '0900000000', now(), now() + interval '7 days',
  '{"address": "So 1 Duong Le Loi", "purpose": "Cap moi"}') RETURNING id AS dossier \gset
INSERT INTO bare.document (dossier_id, kind, name, sha256, size, path) VALUES (:dossier, 1, 'don.pdf', md5(:dossier) || md5('1'), 120345, 'ab/cd/1');
INSERT INTO bare.document (dossier_id, kind, name, sha256, size, path) VALUES (:dossier, 2, 'cccd.pdf', md5(:dossier) || md5('2'), 220345, 'ab/cd/2');
INSERT INTO bare.document (dossier_id, kind, name, sha256, size, path) VALUES (:dossier, 3, 'giayto.pdf', md5(:dossier) || md5('3'), 320345, 'ab/cd/3');
INSERT INTO bare.event (dossier_id, actor_id, action, to_status, facts) VALUES (:dossier, 7, 'receive', 1, '{"ip": "10.0.0.1"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.received', :dossier, '{"status": 1}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
BEGIN;
SELECT version AS seen, status AS state FROM bare.dossier WHERE id = :dossier \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
