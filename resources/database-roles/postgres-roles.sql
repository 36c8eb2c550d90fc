-- The roles of Alexia Desk in PostgreSQL 15 or newer, with no more than each needs.
--
-- Run it as an administrator in the database of the team, for example
--
--     psql --dbname=alexia --file=postgres-roles.sql
--
-- before the first start, and once more after the first start and after each update: the second part takes back what
-- only tables that exist can take back. It may be run as often as you like. resources/docs/database-roles.md says how
-- people get logins.
--
--   alexia_owner  owns the tables and brings them up to date.
--   alexia_desk   is what desktops work with: rows, no tables.

DO $roles$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alexia_owner') THEN
    CREATE ROLE alexia_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alexia_desk') THEN
    CREATE ROLE alexia_desk NOLOGIN;
  END IF;

  -- Nobody else is let into this database.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO alexia_owner, alexia_desk', current_database());
END
$roles$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO alexia_owner;
GRANT USAGE ON SCHEMA public TO alexia_desk;

-- What the owner will make is open to desktops from its first moment.
ALTER DEFAULT PRIVILEGES FOR ROLE alexia_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO alexia_desk;
ALTER DEFAULT PRIVILEGES FOR ROLE alexia_owner IN SCHEMA public
  GRANT USAGE ON SEQUENCES TO alexia_desk;
ALTER DEFAULT PRIVILEGES FOR ROLE alexia_owner IN SCHEMA public
  GRANT EXECUTE ON FUNCTIONS TO alexia_desk;

-- From here on: only where the tables are there already.
DO $narrow$
DECLARE
  name text;
BEGIN
  -- Desktops read which steps were taken; they take none.
  FOREACH name IN ARRAY ARRAY['schema_migrations', 'schema_migrations_lock'] LOOP
    IF to_regclass('public.' || name) IS NOT NULL THEN
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM alexia_desk', name);
    END IF;
  END LOOP;
  -- A log is written, never rewritten. Whole months go with their partition, which is the owner's to drop. Its
  -- partitions are written through the log alone.
  IF to_regclass('public.whatsapp_session_logs') IS NOT NULL THEN
    REVOKE UPDATE, DELETE ON whatsapp_session_logs FROM alexia_desk;
    FOR name IN
      SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'whatsapp_session_logs'::regclass
    LOOP
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM alexia_desk', name);
    END LOOP;
  END IF;
  -- Who did what likewise: its rows come in through append_access_log alone.
  FOREACH name IN ARRAY ARRAY['access_log', 'access_log_chains'] LOOP
    IF to_regclass('public.' || name) IS NOT NULL THEN
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I FROM alexia_desk', name);
    END IF;
  END LOOP;
  IF to_regclass('public.access_log') IS NOT NULL THEN
    FOR name IN
      SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'access_log'::regclass
    LOOP
      EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %s FROM alexia_desk', name);
    END LOOP;
  END IF;
  -- What people said about the use of their data is added to, never changed or taken away.
  IF to_regclass('public.contact_consents') IS NOT NULL THEN
    REVOKE UPDATE, DELETE ON contact_consents FROM alexia_desk;
  END IF;
  -- The history of leads likewise.
  IF to_regclass('public.lead_changes') IS NOT NULL THEN
    REVOKE UPDATE, DELETE ON lead_changes FROM alexia_desk;
  END IF;
  -- There are as many stages as there are; they are renamed and moved.
  IF to_regclass('public.lead_stages') IS NOT NULL THEN
    REVOKE INSERT, DELETE ON lead_stages FROM alexia_desk;
  END IF;
  -- People and businesses are added and renamed, not removed.
  FOREACH name IN ARRAY ARRAY['users', 'businesses', 'campaigns'] LOOP
    IF to_regclass('public.' || name) IS NOT NULL THEN
      EXECUTE format('REVOKE DELETE ON %I FROM alexia_desk', name);
    END IF;
  END LOOP;
END
$narrow$;
