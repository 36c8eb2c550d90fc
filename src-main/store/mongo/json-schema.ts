/** The small part of `$jsonSchema` that the validators need. */
export interface Shape {
  bsonType: string | readonly string[];
  enum?: readonly string[];
  required?: readonly string[];
  properties?: Readonly<Record<string, Shape>>;
  items?: Shape;
}

export const objectId: Shape = { bsonType: 'objectId' };
export const text: Shape = { bsonType: 'string' };
export const date: Shape = { bsonType: 'date' };
export const flag: Shape = { bsonType: 'bool' };
export const number: Shape = { bsonType: ['int', 'long', 'double'] };
/** A ciphertext. Anything readable in such a field is refused by the database itself. */
export const sealed: Shape = { bsonType: 'binData' };

export function oneOf(values: readonly string[]): Shape {
  return { bsonType: 'string', enum: values };
}

export function listOf(items: Shape): Shape {
  return { bsonType: 'array', items };
}

/** Fields whose name ends in `?` may be left out. */
export function shape(fields: Readonly<Record<string, Shape>>): Shape {
  const names = Object.keys(fields);
  return {
    bsonType: 'object',
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(
      names.map((name) => [name.replace(/\?$/, ''), fields[name] ?? text]),
    ),
  };
}

/** A collection's validator: these fields, and what every document carries. */
export function validator(fields: Readonly<Record<string, Shape>>): { $jsonSchema: Shape } {
  return {
    $jsonSchema: shape({
      schemaVersion: number,
      createdAt: date,
      updatedAt: date,
      updatedBy: text,
      ...fields,
    }),
  };
}
