"""What Django cannot say: partitioned tables, the search index, and the triggers that keep sight and search."""

from __future__ import annotations

from django.db import migrations

SEARCH = """
ALTER TABLE complaint SET (fillfactor = 85);
ALTER TABLE task SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);
ALTER TABLE clock SET (fillfactor = 80);
CREATE TABLE fact_step (
  complaint_id bigint NOT NULL, seq int NOT NULL, stage text NOT NULL, unit_id int, entered_at timestamptz NOT NULL,
  left_at timestamptz NOT NULL, left_by text NOT NULL, minutes int NOT NULL,
  PRIMARY KEY (complaint_id, seq)) PARTITION BY RANGE (complaint_id);
CREATE TABLE search_doc (
  complaint_id bigint PRIMARY KEY, scope int[] NOT NULL, facets text[] NOT NULL, body text NOT NULL)
  PARTITION BY RANGE (complaint_id);
-- Calls pg_catalog only: index expressions run with an empty search_path since PostgreSQL 17.
CREATE FUNCTION search_tokens(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT array_to_tsvector(coalesce(array_agg(DISTINCT w), '{}')) FROM (
    SELECT CASE WHEN nx COLLATE "C" BETWEEN '㐀' AND '鿿' OR nx COLLATE "C" >= '𠀀' THEN ch || nx ELSE ch END AS w
      FROM (SELECT ch, lead(ch) OVER (ORDER BY n) AS nx
              FROM unnest(string_to_array(t, NULL)) WITH ORDINALITY u(ch, n)) c
     WHERE ch COLLATE "C" BETWEEN '㐀' AND '鿿' OR ch COLLATE "C" >= '𠀀'
    UNION ALL SELECT lower(m[1]) FROM regexp_matches(t, '([A-Za-z0-9][A-Za-z0-9_.@-]*)', 'g') m) x $$;
CREATE INDEX search_doc_gin ON search_doc USING gin (search_tokens(body), scope, facets) WITH (fastupdate = off);
CREATE FUNCTION plain(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT lower(normalize(t, NFKC)) $$;
CREATE FUNCTION facets(category smallint, channel text, severity smallint, cause smallint) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['category:' || category, 'channel:' || channel, 'severity:' || severity]
      || CASE WHEN cause IS NULL THEN '{}'::text[] ELSE ARRAY['cause:' || cause] END $$;
SELECT ensure_partitions('fact_step', 2000000);
SELECT ensure_partitions('search_doc', 2000000);
"""

KEEPING = """
CREATE FUNCTION keep_sight() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE words text := plain(NEW.title || ' ' || NEW.story || ' ' || NEW.source_no);
        facts text[] := facets(NEW.category, NEW.channel, NEW.severity, coalesce(NEW.cause, NEW.cause_said));
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM sight WHERE complaint_id = NEW.id
       AND unit_id = ANY (ARRAY(SELECT unnest(OLD.scope) EXCEPT SELECT unnest(NEW.scope)));
    INSERT INTO sight (unit_id, complaint_id)
      SELECT u, NEW.id FROM (SELECT unnest(NEW.scope) u EXCEPT SELECT unnest(OLD.scope)) x;
    UPDATE search_doc SET scope = NEW.scope, facets = facts, body = words WHERE complaint_id = NEW.id;
  ELSE
    INSERT INTO sight (unit_id, complaint_id) SELECT DISTINCT unnest(NEW.scope), NEW.id;
    INSERT INTO search_doc VALUES (NEW.id, NEW.scope, facts, words);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_sight_i AFTER INSERT ON complaint FOR EACH ROW EXECUTE FUNCTION keep_sight();
CREATE TRIGGER keep_sight_u
  AFTER UPDATE OF scope, category, channel, severity, cause, cause_said, title, story, source_no ON complaint
  FOR EACH ROW WHEN (
    (OLD.scope, OLD.category, OLD.channel, OLD.severity, OLD.cause, OLD.cause_said, OLD.title, OLD.story, OLD.source_no)
    IS DISTINCT FROM
    (NEW.scope, NEW.category, NEW.channel, NEW.severity, NEW.cause, NEW.cause_said, NEW.title, NEW.story, NEW.source_no))
  EXECUTE FUNCTION keep_sight();
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(SEARCH, "DROP TABLE search_doc, fact_step; DROP FUNCTION search_tokens, facets, plain"),
        migrations.RunSQL(KEEPING, "DROP FUNCTION keep_sight() CASCADE"),
    ]
