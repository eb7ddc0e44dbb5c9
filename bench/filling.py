"""Growing the database of the product to a size by SQL: copies of one received dossier, spread over all agencies.

The province is marked as a bench when it is built, so `ledger verify` refuses it: the copies have no events.
"""

from typing import Any

from bench.cluster import Cluster

FIRST = 99_100_000_000_001  # ids of copies begin here, far above those that the product gives
OPEN = 60  # of each agency, the newest: the past grows, the work on the tables does not

_AGENCIES = """
DROP TABLE IF EXISTS bench_agency;
CREATE TABLE bench_agency (no int PRIMARY KEY, code text, ward bigint, office bigint, receiving bigint, officer bigint);
"""
_TEMPLATE = """
DROP TABLE IF EXISTS bench_template;
CREATE TABLE bench_template AS SELECT d.id, d.received_at FROM dossier AS d WHERE d.code = '{code}';
"""
# Triggers and keys are not asked; the index of the words is made anew afterwards, as one would after an import.
_BEGIN = "SET session_replication_role = replica; DROP INDEX IF EXISTS dossier_words_trigram;"
_END = """
CREATE INDEX dossier_words_trigram ON dossier_words USING gin (units, words gin_trgm_ops);
VACUUM ANALYZE;
"""
_DOSSIERS = """
INSERT INTO dossier SELECT r.*
FROM generate_series({first}, {last}) AS n
JOIN bench_agency AS a ON a.no = n % {agencies} CROSS JOIN bench_template AS t JOIN dossier AS d ON d.id = t.id,
LATERAL (SELECT t.received_at - n * interval '20 seconds' AS at) AS m,
LATERAL jsonb_populate_record(d, jsonb_build_object(
  'id', {base} + n, 'reference', 'B' || lpad(n::text, 7, '0'),
  'code', a.code || '-' || to_char(m.at, 'YYMMDD') || '-' || lpad(n::text, 7, '0'),
  'receiving_unit_id', a.receiving, 'competent_unit_id', a.ward,
  'holder_unit_id', CASE WHEN n <= {open} THEN a.office ELSE a.receiving END,
  'holder_id', CASE WHEN n <= {open} THEN a.officer END,
  'received_at', m.at, 'complete_at', m.at, 'lookup_secret', 'k' || n,
  'first_due', m.at + interval '3 days', 'legal_due', m.at + interval '3 days',
  'promised_due', m.at + interval '3 days', 'late_at', m.at + interval '3 days'
) || CASE WHEN n <= {open} THEN '{{}}'::jsonb ELSE jsonb_build_object(
  'state', {returned}, 'national_state', 10, 'clock', {ended}, 'timing', 2, 'outcome', 1,
  'finished_at', m.at + interval '2 days', 'returned_at', m.at + interval '2 days',
  'closed_at', m.at + interval '2 days') END) AS r
"""
_PARTIES = """
INSERT INTO party SELECT r.*
FROM generate_series({first}, {last}) AS n CROSS JOIN bench_template AS t JOIN party AS p ON p.dossier_id = t.id,
LATERAL jsonb_populate_record(p, jsonb_build_object(
  'id', {base} + n, 'dossier_id', {base} + n, 'name', {name}, 'identity_no', lpad(n::text, 12, '0'),
  'identity_hmac', sha256(('i' || n)::bytea), 'phone_hmac', sha256(('p' || n)::bytea))) AS r
"""
_STEPS = """
INSERT INTO step SELECT r.*
FROM generate_series({first}, {last}) AS n
JOIN bench_agency AS a ON a.no = n % {agencies} CROSS JOIN bench_template AS t
JOIN step AS s ON s.dossier_id = t.id AND s.no = 1 JOIN dossier AS d ON d.id = {base} + n,
LATERAL jsonb_populate_record(s, jsonb_build_object(
  'id', {base} + n, 'dossier_id', {base} + n, 'unit_id', d.holder_unit_id, 'person_id', a.officer,
  'opened_at', d.received_at, 'due', d.late_at, 'sort_due', d.late_at, 'closed_at', d.closed_at)) AS r
"""
_WORDS = """
INSERT INTO dossier_words (dossier_id, received_at, words, units)
SELECT d.id, d.received_at, ' ' || lower(d.code) || ' ' || lower(d.reference) || ' ' || {folded},
  ARRAY[d.receiving_unit_id, d.competent_unit_id, d.holder_unit_id]
FROM generate_series({first}, {last}) AS n JOIN dossier AS d ON d.id = {base} + n
"""
_FAMILY = "(ARRAY['Nguyễn','Trần','Lê','Phạm','Hoàng','Vũ','Đặng','Bùi','Đỗ','Hồ'])[1 + n % 10]"
_MIDDLE = "(ARRAY['Văn','Thị','Quốc','Minh','Thanh','Thu','Hữu','Ngọc'])[1 + n / 10 % 8]"
_GIVEN = (
    "(ARRAY['An','Bình','Cường','Dung','Giang','Hà','Hùng','Lan','Mai','Nam','Oanh','Phúc','Quân','Sơn'])"
    "[1 + n / 80 % 14]"
)
# As many at every size, all at the desk of the first agency, spread over its whole past: nobody else bears the name.
NAMESAKE = "Bạch Ngọc Thúy"
_NAMESAKE = "n % {agencies} = 0 AND n / {agencies} % {apart} = 0 AND n / {agencies} / {apart} BETWEEN 1 AND {namesakes}"
_BARE = "translate(lower({}), 'ễầêạàũặùỗồăịốúứữọìườởâáđ', 'eaeaauauooaiouuuoiuooaad')"


def prepare(cluster: Cluster, database: str, agencies: list[dict[str, Any]], template: str) -> None:
    """Say whose copies there will be, and of which dossier (its code)."""
    rows = ", ".join(
        f"({no}, '{one['code']}', {one['ward']}, {one['office']}, {one['receiving']}, {one['officer_id']})"
        for no, one in enumerate(agencies)
    )
    cluster.sql(
        f"{_AGENCIES} INSERT INTO bench_agency VALUES {rows}; {_TEMPLATE.format(code=template)}", database=database
    )


def grow(
    cluster: Cluster,
    database: str,
    size: int,
    *,
    agencies: int,
    returned: int,
    ended: int,
    open_ones: int = 0,
    namesakes: int = 0,
) -> None:
    """Add so many copies, `open_ones` of them open (0: the newest of each agency); a million takes some minutes.

    `namesakes`: how many of the first agency bear NAMESAKE, at most `size // agencies`.
    """
    apart = size // agencies // namesakes if namesakes else 1
    alike = _NAMESAKE.format(agencies=agencies, apart=apart, namesakes=namesakes)
    name = f"CASE WHEN {alike} THEN '{NAMESAKE}' ELSE {_FAMILY} || ' ' || {_MIDDLE} || ' ' || {_GIVEN} END"
    told = {
        "first": 1, "last": size, "agencies": agencies, "base": FIRST, "open": open_ones or OPEN * agencies,
        "returned": returned, "ended": ended, "name": name, "folded": _BARE.format(name),
    }  # fmt: skip
    parts = [part.format(**told) for part in (_DOSSIERS, _PARTIES, _STEPS, _WORDS)]
    cluster.sql(";\n".join([_BEGIN, *parts]), database=database)
    for statement in filter(str.strip, _END.split(";")):
        cluster.sql(statement, database=database)
