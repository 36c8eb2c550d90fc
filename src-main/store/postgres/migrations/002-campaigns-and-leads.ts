import { type Kysely, sql } from 'kysely';

/** What a lead comes from, and the leads. What a customer is called and wrote is sealed before it gets here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE campaigns (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT campaigns_object_id UNIQUE,
      business_id integer NOT NULL REFERENCES businesses (id),
      name varchar(255) NOT NULL,
      status varchar(20) NOT NULL DEFAULT 'draft'
        CONSTRAINT campaigns_status CHECK (status IN ('draft', 'active', 'paused', 'ended')),
      starts_at timestamptz,
      ends_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT campaigns_span CHECK (ends_at > starts_at)
    );
    -- The campaigns of a business, and PostgreSQL's own look before a business may go.
    CREATE INDEX campaigns_business_id ON campaigns (business_id);

    CREATE TABLE leads (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT leads_object_id UNIQUE,
      user_id integer REFERENCES users (id),
      business_id integer REFERENCES businesses (id),
      campaign_id integer REFERENCES campaigns (id),
      conversation_id uuid NOT NULL,
      message_id varchar(128) NOT NULL,
      contact_name bytea NOT NULL,
      reasons bytea NOT NULL,
      excerpt bytea NOT NULL,
      stage varchar(20) NOT NULL DEFAULT 'new' CONSTRAINT leads_stage
        CHECK (stage IN ('new', 'contacted', 'qualified', 'proposal', 'won', 'lost')),
      source varchar(50) NOT NULL,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_by uuid NOT NULL
    );
    -- A conversation has at most one open lead, whoever finds it first:
    -- … ON CONFLICT (conversation_id), and WHERE conversation_id = $1 AND stage NOT IN ('won', 'lost').
    CREATE UNIQUE INDEX leads_open_conversation ON leads (conversation_id)
      WHERE stage NOT IN ('won', 'lost');
    -- The list: ORDER BY created_at DESC, object_id. The figures: WHERE created_at >= $1.
    CREATE INDEX leads_created_at ON leads (created_at DESC, object_id);
    -- What a desktop missed while its line was down: WHERE updated_at > $1.
    CREATE INDEX leads_updated_at ON leads (updated_at);
    -- The leads of a person, a business, a campaign, and PostgreSQL's own look before one of them may go.
    CREATE INDEX leads_user_id ON leads (user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX leads_business_id ON leads (business_id) WHERE business_id IS NOT NULL;
    CREATE INDEX leads_campaign_id ON leads (campaign_id) WHERE campaign_id IS NOT NULL`.execute(
    db,
  );
}
