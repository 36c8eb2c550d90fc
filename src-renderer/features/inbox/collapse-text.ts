/** From here on a message is shown shortened at first. */
const maximumLength = 1_400;
const maximumLines = 22;
const shortLength = 900;
const shortLines = 14;

/** The beginning of a long text, cut at a line or word; null when the text is short enough to show all of it. */
export function collapseText(text: string): string | null {
  const lines = text.split('\n', maximumLines + 1);
  if (text.length <= maximumLength && lines.length <= maximumLines) {
    return null;
  }
  const start = lines.slice(0, shortLines).join('\n');
  if (start.length <= shortLength) {
    return `${start.trimEnd()}…`;
  }
  // By code points: a cut between the two halves of a surrogate pair would leave a broken character.
  const cut = Array.from(start).slice(0, shortLength).join('');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > shortLength / 2 ? space : undefined).trimEnd()}…`;
}
