/** Lower case and without accents, so that "telefono" finds "Teléfono". */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of what was typed stands somewhere in a text; nothing typed matches all. */
export function matchesWords(text: string, typed: string): boolean {
  const within = plain(text);
  return plain(typed)
    .split(/\s+/)
    .every((word) => within.includes(word));
}
