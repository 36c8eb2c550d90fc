/** The longest preview that is kept with a conversation or a lead, in characters. */
export const EXCERPT_LENGTH = 200;

/** The beginning of a text on one line, never cut inside a character that people see as one. */
export function excerpt(text: string, length = EXCERPT_LENGTH): string {
  const line = text
    .slice(0, length * 8)
    .replace(/[\s\0]+/g, ' ')
    .trim();
  if (line.length <= length) return line;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
