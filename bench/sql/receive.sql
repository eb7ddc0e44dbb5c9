-- A receipt: number, dossier, three documents, event, message; one transaction; 200 agencies.
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
