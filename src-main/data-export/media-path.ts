import { safeFileName } from '../media/safe-file-name.ts';

/** What a browser shows or plays, or hands to another program, and runs nothing of. */
const harmless: ReadonlySet<string> = new Set(
  (
    'jpg jpeg png gif webp mp4 webm 3gp mov ogg oga opus mp3 m4a aac amr wav pdf txt doc docx xls xlsx ' +
    'ppt pptx odt ods odp zip vcf'
  ).split(' '),
);
/** Text in which a browser or a spreadsheet would find something to run: it is read as text. */
const asText: ReadonlySet<string> = new Set(
  'svg html htm xhtml xml js mjs css csv json md'.split(' '),
);

/** Where a file lies in an archive: nothing of its name but a harmless ending. */
export function mediaPath(fileId: string, fileName: string, mimeType: string): string {
  const safe = safeFileName(fileName, mimeType);
  const ending = /\.([a-z0-9]{1,8})$/i.exec(safe)?.[1]?.toLowerCase() ?? endingOf(mimeType);
  const kept = harmless.has(ending) ? ending : asText.has(ending) ? 'txt' : 'bin';
  return `media/${fileId}.${kept}`;
}

function endingOf(mimeType: string): string {
  return /\.([a-z0-9]{1,8})$/.exec(safeFileName('', mimeType))?.[1] ?? 'bin';
}

/** How a page shows what has this path. */
export function shownAs(path: string): 'image' | 'audio' | 'video' | 'link' {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  if (['jpg', 'jpeg', 'png', 'gif', 'webp'].includes(ending)) return 'image';
  if (['mp4', 'webm', '3gp', 'mov'].includes(ending)) return 'video';
  if (['ogg', 'oga', 'opus', 'mp3', 'm4a', 'aac', 'amr', 'wav'].includes(ending)) return 'audio';
  return 'link';
}
