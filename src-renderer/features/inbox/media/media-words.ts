/** `1:05`, `1:02:09`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}

/** What kind of document it is, in a few letters: the ending of its name, else of its type. */
export function kindText(fileName: string, mimeType: string): string {
  const ending = /\.([\p{L}\d]{1,8})$/u.exec(fileName)?.[1];
  const subtype = /^[^/]+\/(?:x-)?([\w-]{1,8})$/.exec(mimeType)?.[1];
  return (ending ?? subtype ?? '').toUpperCase();
}
