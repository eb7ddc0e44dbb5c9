-- A transition: read, change under the version, event, message; one transaction.
\set n random(1, 20000)
BEGIN;
SELECT d.id AS dossier, d.version AS seen, d.status AS state FROM bare.picked AS p JOIN bare.dossier AS d ON d.id = p.id WHERE p.n = :n \gset
UPDATE bare.dossier SET status = 1 + (status % 6), version = version + 1, holder_id = 9 WHERE id = :dossier AND version = :seen;
INSERT INTO bare.event (dossier_id, actor_id, action, from_status, to_status, facts)
  VALUES (:dossier, 9, 'move', :state, 1 + (:state % 6), '{"ip": "10.0.0.1", "note": "Chuyen xu ly"}');
INSERT INTO bare.outbox (topic, key, payload) VALUES ('dossier.moved', :dossier, '{"from": 1, "to": 2}');
COMMIT;
