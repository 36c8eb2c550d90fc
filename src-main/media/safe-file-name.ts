/** Names that Windows keeps for devices. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 120;

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/3gpp': '3gp',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'application/pdf': 'pdf',
};

/** A name that the sender chose, made fit to be suggested: no folders, nothing hidden, nothing that no system takes. */
export function safeFileName(name: string, mimeType: string): string {
  const bare = name
    .replace(/^.*[/\\]/s, '')
    // Control characters, what Windows forbids, and what turns the reading direction to hide an ending.
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    .replace(/[\u0000-\u001f\u007f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (bare === '' || DEVICE.test(bare)) return `WhatsApp file.${endings[mimeType] ?? 'bin'}`;
  if (bare.length <= LONGEST) return bare;
  const ending = /\.[^.]{1,10}$/.exec(bare)?.[0] ?? '';
  return bare.slice(0, LONGEST - ending.length) + ending;
}
