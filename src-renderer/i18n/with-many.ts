/** Words for i18next: texts, and groups of them. */
interface Words {
  readonly [key: string]: string | Words;
}

/**
 * Adds to each plural the form that Spanish has for whole millions. It is the usual one here: a figure of that size
 * stands in few places, and none of them reads badly without the “de” of “1.000.000 de mensajes”.
 */
export function withMany(words: Words): Words {
  const complete: Record<string, string | Words> = {};
  for (const [key, value] of Object.entries(words)) {
    complete[key] = typeof value === 'string' ? value : withMany(value);
    if (key.endsWith('_other')) complete[key.replace(/_other$/, '_many')] = value;
  }
  return complete;
}
