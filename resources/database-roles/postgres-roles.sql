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
--   alexia_desk   is what desktops work with: rows, no tables. Of people's passwords, invitations and desktops nothing.
--   alexia_lead   is for the logins of the workspace's owners: besides, people, roles, invitations and lost desktops.

DO $roles$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alexia_owner') THEN
    CREATE ROLE alexia_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alexia_desk') THEN
    CREATE ROLE alexia_desk NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'alexia_lead') THEN
    CREATE ROLE alexia_lead NOLOGIN IN ROLE alexia_desk;
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
    -- Who has written a line need not read the others': only whether it is there.
    REVOKE SELECT, UPDATE, DELETE ON whatsapp_session_logs FROM alexia_desk;
    GRANT SELECT (event_id, created_at) ON whatsapp_session_logs TO alexia_desk;
    GRANT SELECT ON whatsapp_session_logs TO alexia_lead;
    FOR name IN
      SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'whatsapp_session_logs'::regclass
    LOOP
      EXECUTE format('REVOKE SELECT, INSERT, UPDATE, DELETE ON %s FROM alexia_desk', name);
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
  -- Who was erased, and is not to come back, stays so.
  FOREACH name IN ARRAY ARRAY['erasures', 'erasure_desktops', 'suppressions'] LOOP
    IF to_regclass('public.' || name) IS NOT NULL THEN
      EXECUTE format('REVOKE DELETE ON %I FROM alexia_desk', name);
    END IF;
  END LOOP;
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
  IF to_regclass('public.user_passwords') IS NOT NULL THEN
    -- People come in by functions alone, and give themselves no role.
    REVOKE INSERT, UPDATE ON users FROM alexia_desk;
    GRANT UPDATE (name, is_away, updated_at) ON users TO alexia_desk;
    GRANT UPDATE (role, removed_at) ON users TO alexia_lead;
    -- Passwords, codes and tokens are compared by functions, and read by nobody.
    REVOKE ALL ON user_passwords, invitations, desktops FROM alexia_desk;
    GRANT SELECT, INSERT, UPDATE, DELETE ON invitations TO alexia_lead;
    GRANT SELECT (id, desk_id, user_id, name, login, first_seen_at, last_seen_at, shut_out_at, shut_out_by)
      ON desktops TO alexia_lead;
    GRANT UPDATE (shut_out_at, shut_out_by, token_hash) ON desktops TO alexia_lead;
    REVOKE ALL ON FUNCTION reset_password, put_password FROM PUBLIC, alexia_desk;
    GRANT EXECUTE ON FUNCTION reset_password TO alexia_lead;
  END IF;
  -- Whom an import names: owners alone import.
  IF to_regproc('public.remember_colleague') IS NOT NULL THEN
    REVOKE ALL ON FUNCTION remember_colleague FROM PUBLIC, alexia_desk;
    GRANT EXECUTE ON FUNCTION remember_colleague TO alexia_lead;
  END IF;
END
$narrow$;

-- Ends the login of a desktop that was lost, with its open connections: for owners of the workspace. It runs as whoever has
-- run this script, and touches no login but those that are in alexia_desk and in nothing that may do more.
CREATE OR REPLACE FUNCTION alexia_end_login(lost name) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  IF lost = session_user OR NOT EXISTS (
    SELECT FROM pg_roles WHERE rolname = lost AND rolcanlogin
      AND NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
      AND pg_has_role(oid, 'alexia_desk', 'MEMBER')
      AND NOT pg_has_role(oid, 'alexia_owner', 'MEMBER')
  ) THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER ROLE %I NOLOGIN', lost);
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = lost;
  RETURN true;
END
$function$;
REVOKE ALL ON FUNCTION alexia_end_login FROM PUBLIC;
GRANT EXECUTE ON FUNCTION alexia_end_login TO alexia_lead;
