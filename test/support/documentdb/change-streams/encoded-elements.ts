/** Bytes of the values whose size never differs, by BSON's number of the type. */
const FIXED_SIZES: Readonly<Record<number, number>> = {
  0x01: 8, // double
  0x06: 0, // undefined
  0x07: 12, // ObjectId
  0x08: 1, // boolean
  0x09: 8, // date
  0x0a: 0, // null
  0x10: 4, // 32-bit integer
  0x11: 8, // timestamp
  0x12: 8, // 64-bit integer
  0x13: 16, // decimal
  0x7f: 0, // MaxKey
  0xff: 0, // MinKey
};
/** What the length in front of the value leaves out: itself, and what else is not counted. */
const UNCOUNTED: Readonly<Record<number, number>> = {
  0x02: 4, // string
  0x03: 0, // document
  0x04: 0, // array
  0x05: 5, // binary
  0x0c: 16, // pointer
  0x0d: 4, // code
  0x0e: 4, // symbol
  0x0f: 0, // code with scope
};
const REGULAR_EXPRESSION = 0x0b;

/** Type, name and value of each element of an encoded document, as they stand there, by name. */
export function elementsOf(document: Buffer): Map<string, Buffer> {
  const elements = new Map<string, Buffer>();
  for (let offset = 4; offset < document.length - 1;) {
    const nameEnd = document.indexOf(0, offset + 1);
    const end = endOfValue(document, document[offset] ?? 0, nameEnd + 1);
    elements.set(document.toString('utf8', offset + 1, nameEnd), document.subarray(offset, end));
    offset = end;
  }
  return elements;
}

/** An encoded document of this one element. */
export function documentOf(element: Buffer): Buffer {
  const document = Buffer.alloc(element.length + 5);
  document.writeInt32LE(document.length, 0);
  element.copy(document, 4);
  return document;
}

function endOfValue(document: Buffer, type: number, start: number): number {
  const fixed = FIXED_SIZES[type];
  if (fixed !== undefined) return start + fixed;
  if (type === REGULAR_EXPRESSION) return document.indexOf(0, document.indexOf(0, start) + 1) + 1;
  const uncounted = UNCOUNTED[type];
  if (uncounted === undefined) throw new Error(`An element of the unknown type ${type}`);
  return start + document.readInt32LE(start) + uncounted;
}
