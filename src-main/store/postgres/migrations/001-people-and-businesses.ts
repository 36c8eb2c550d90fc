import { type Kysely, sql } from 'kysely';

/** Who works here, and for which businesses. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE users (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT users_object_id UNIQUE,
      name varchar(255) NOT NULL,
      email varchar(320) NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- Signing in: … ON CONFLICT (lower(email)). Capitals make nobody another person.
    CREATE UNIQUE INDEX users_email ON users (lower(email));

    CREATE TABLE businesses (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT businesses_object_id UNIQUE,
      name varchar(255) NOT NULL,
      -- Its messages have collections of their own in MongoDB.
      is_high_volume boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- Making one: … ON CONFLICT (lower(name)). Two desktops that make the same one make it once.
    CREATE UNIQUE INDEX businesses_name ON businesses (lower(name))`.execute(db);
}
