import { z } from 'zod';
import { asDocument, decodeExactly, encode, type BsonDocument } from './bson-codec.ts';
import type { Command } from './command.ts';
import type { Services } from './services.ts';

/** The engine's function for the query of each command that can be explained. */
const QUERY_FUNCTIONS: Readonly<Record<string, string>> = {
  find: 'find',
  aggregate: 'pipeline',
  count: 'count',
  distinct: 'distinct',
  update: 'update',
  delete: 'delete',
  findAndModify: 'find_and_modify',
};

interface Plan {
  readonly 'Index Name'?: string | undefined;
  readonly Plans?: readonly Plan[] | undefined;
}

const planSchema: z.ZodType<Plan> = z.looseObject({
  'Index Name': z.string().optional(),
  get Plans() {
    return z.array(planSchema).optional();
  },
});
const answerSchema = z.tuple([z.object({ Plan: planSchema })]);

function indexNames(plan: Plan): string[] {
  const own = plan['Index Name'];
  return [...(own === undefined ? [] : [own]), ...(plan.Plans ?? []).flatMap(indexNames)];
}

/** The plan of PostgreSQL in the shape of MongoDB's: whether an index is used, and which. */
export async function explain(command: Command, services: Services): Promise<BsonDocument> {
  const exact = decodeExactly(command.body);
  const query = command.name === 'explain' ? asDocument(exact.explain) : exact;
  const kind = QUERY_FUNCTIONS[Object.keys(query)[0] ?? ''] ?? 'find';
  const database = command.database.replaceAll("'", "''");
  const rows = await services.sql.rows(
    command,
    `EXPLAIN (FORMAT JSON) SELECT document FROM documentdb_api_catalog.bson_aggregation_${kind}('${database}', '\\x${encode(query).toString('hex')}'::bytea::documentdb_core.bson)`,
    [],
    false,
  );
  const [{ Plan: plan }] = answerSchema.parse(
    JSON.parse(rows.map(([line]) => line?.toString() ?? '').join('\n')),
  );
  const names = indexNames(plan);
  return {
    queryPlanner: {
      winningPlan: {
        stage: names.length > 0 ? 'IXSCAN' : 'COLLSCAN',
        indexNames: names,
        postgres: JSON.stringify(plan),
      },
    },
  };
}
