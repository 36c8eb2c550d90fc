import type { Db } from 'mongodb';
import { z } from 'zod';
import type { Shape } from './json-schema.ts';

interface Rules {
  required: readonly string[];
  properties: Readonly<Record<string, Shape>>;
}

const Validated = z.object({
  options: z.object({
    validator: z.object({
      $jsonSchema: z.looseObject({
        required: z.array(z.string()),
        properties: z.record(z.string(), z.custom<Shape>()),
      }),
    }),
  }),
});

/** Makes other rules of those that a collection has for what is written to it. What is stored stays as it is. */
export async function changeRules(
  db: Db,
  collection: string,
  change: (rules: Rules) => Rules,
): Promise<void> {
  const [found] = await db.listCollections({ name: collection }).toArray();
  const { $jsonSchema: rules } = Validated.parse(found).options.validator;
  const { required, properties } = rules;
  await db.command({
    collMod: collection,
    validator: { $jsonSchema: { ...rules, ...change({ required, properties }) } },
  });
}
