-- A request for supplement is sent: the clock stops, the request and the step change, event, paper, message; one transaction.
\set n random(1, 20000)
BEGIN;
SELECT d.id AS dossier, d.version AS seen, d.status AS state FROM bare.picked AS p JOIN bare.dossier AS d ON d.id = p.id WHERE p.n = :n FOR UPDATE OF d \gset
UPDATE bare.segment SET to_at = now() WHERE dossier_id = :dossier AND to_at IS NULL;
INSERT INTO bare.segment (dossier_id, kind, cause, basis, actor_id, from_at) VALUES (:dossier, 2, 3, 'Dieu 19 khoan 4', 9, now());
UPDATE bare.step SET sort_due = 'infinity' WHERE dossier_id = :dossier;
UPDATE bare.request SET state = 3, sent_at = now(), window_ends = now() + interval '30 days' WHERE dossier_id = :dossier;
UPDATE bare.dossier SET status = 5, version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'supplement', :state, 5, '{"ip": "10.0.0.1", "note": "Yeu cau bo sung"}');
INSERT INTO bare.print (dossier_id, kind, sha256, content)
  VALUES (:dossier, 2, repeat('a', 64), '{"applicant": "Nguyen Van A", "lines": ["Ban sao co chung thuc", "Sua dia chi", "Nop ban ro"]}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.supplement', :dossier, '{"from": 4, "to": 5}');
COMMIT;
