import { type Kysely, sql } from 'kysely';

/**
 * Figures of a day. Count, sum and histogram of the response times can be added up over days and sessions, which an
 * average cannot; the average of the row follows from them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE message_analytics (
      id serial PRIMARY KEY,
      date date NOT NULL,
      business_id integer REFERENCES businesses (id),
      session_id varchar(255),
      total_messages integer NOT NULL DEFAULT 0,
      incoming_messages integer NOT NULL DEFAULT 0,
      outgoing_messages integer NOT NULL DEFAULT 0,
      unique_contacts integer NOT NULL DEFAULT 0,
      new_leads_generated integer NOT NULL DEFAULT 0,
      response_time_count integer NOT NULL DEFAULT 0,
      response_time_sum_seconds bigint NOT NULL DEFAULT 0,
      -- How many response times fell into each class; the version of the definitions says which classes there are.
      response_time_histogram integer[] NOT NULL DEFAULT '{}',
      -- Bounded by what the type holds, which is nearly two years.
      average_response_time_minutes decimal(8, 2) GENERATED ALWAYS AS (
        CASE WHEN response_time_count > 0
          THEN least(round(response_time_sum_seconds / 60.0 / response_time_count, 2), 999999.99) END
      ) STORED,
      definition_version smallint NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_by uuid NOT NULL,
      -- One row for a day, a business and a session; null means all of them, and is as unique as a value.
      CONSTRAINT message_analytics_day UNIQUE NULLS NOT DISTINCT (date, business_id, session_id),
      CONSTRAINT message_analytics_total CHECK (total_messages = incoming_messages + outgoing_messages),
      CONSTRAINT message_analytics_counts CHECK (
        least(incoming_messages, outgoing_messages, unique_contacts, new_leads_generated) >= 0
      ),
      CONSTRAINT message_analytics_response_times CHECK (
        response_time_count >= 0 AND response_time_sum_seconds >= 0
        AND (response_time_count > 0 OR response_time_sum_seconds = 0)
      ),
      CONSTRAINT message_analytics_histogram CHECK (
        array_position(response_time_histogram, NULL) IS NULL AND 0 <= ALL (response_time_histogram)
      ),
      CONSTRAINT message_analytics_version CHECK (definition_version >= 1)
    );
    -- The figures of a span: WHERE date BETWEEN $1 AND $2.
    CREATE INDEX message_analytics_date ON message_analytics (date);
    -- The figures of a business, and PostgreSQL's own look before a business may go.
    CREATE INDEX message_analytics_business_id ON message_analytics (business_id)`.execute(db);
}
