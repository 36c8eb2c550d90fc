/** `1:05`, `1:02:09`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0')))
    .join(':');
}

const units = ['byte', 'kilobyte', 'megabyte'] as const;

/** `12 kB`, `3.4 MB`, as the language writes it. */
export function sizeText(bytes: number, language: string): string {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step === 2 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** What kind of document it is, in a few letters: the ending of its name, else of its type. */
export function kindText(fileName: string, mimeType: string): string {
  const ending = /\.([\p{L}\d]{1,8})$/u.exec(fileName)?.[1];
  const subtype = /^[^/]+\/(?:x-)?([\w-]{1,8})$/.exec(mimeType)?.[1];
  return (ending ?? subtype ?? '').toUpperCase();
}
