import { type Db, type IndexDescription, MongoServerError } from 'mongodb';
import type { Shape } from './json-schema.ts';

const NAMESPACE_EXISTS = 48;

/** Makes a collection with its validator and indexes, or gives them to the one that is there. Safe to run twice. */
export async function makeCollection(
  db: Db,
  name: string,
  rules: { validator: { $jsonSchema: Shape }; indexes: readonly IndexDescription[] },
): Promise<void> {
  const { validator, indexes } = rules;
  try {
    await db.createCollection(name, { validator });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NAMESPACE_EXISTS) throw error;
    await db.command({ collMod: name, validator });
  }
  if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
}
