import { type Kysely, sql } from 'kysely';

/** How often something was done within a window of time, counted for all desktops together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE rate_limiting (
      id serial PRIMARY KEY,
      identifier varchar(255) NOT NULL,
      identifier_type varchar(50) NOT NULL CONSTRAINT rate_limiting_identifier_type
        CHECK (identifier_type IN ('ip', 'user', 'session')),
      endpoint varchar(255) NOT NULL,
      method varchar(10) NOT NULL,
      request_count integer NOT NULL DEFAULT 1,
      window_start timestamptz NOT NULL DEFAULT now(),
      window_end timestamptz NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      -- Taking one: … ON CONFLICT of these columns.
      CONSTRAINT rate_limiting_window_of UNIQUE (identifier, identifier_type, endpoint, method, window_start),
      CONSTRAINT rate_limiting_span CHECK (window_end > window_start)
    );
    -- Everything that somebody did: WHERE identifier = $1 AND identifier_type = $2.
    CREATE INDEX rate_limiting_identifier ON rate_limiting (identifier, identifier_type);
    -- What has ended and may go: WHERE window_start < $1 AND window_end < $1.
    CREATE INDEX rate_limiting_window ON rate_limiting (window_start, window_end)`.execute(db);
}
