import { createHash } from 'node:crypto';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What people wrote, as text in an element or in the quotes of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** A text in a line of others: whichever way it reads, it turns nothing around it. */
export function isolated(text: string): string {
  return `<bdi>${escapeHtml(closed(text))}</bdi>`;
}

/** A text of its own, with its lines. */
export function paragraph(text: string): string {
  return `<p class="text" dir="auto">${escapeHtml(closed(text))}</p>`;
}

/** Marks that turn the direction end with the text that has them. */
function closed(text: string): string {
  const embeddings = text.match(/[\u202a\u202b\u202d\u202e]/g)?.length ?? 0;
  const isolates = text.match(/[\u2066-\u2068]/g)?.length ?? 0;
  return text + '\u202c'.repeat(embeddings) + '\u2069'.repeat(isolates);
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2rem; }
a { color: LinkText; } a:focus-visible { outline: 2px solid; outline-offset: 2px; }
article { border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: .75rem 0; }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: GrayText; } dd { margin: 0; overflow-wrap: anywhere; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0; }
.message { max-width: 85%; margin: .5rem 0; } .ours { margin-inline-start: auto; background: var(--soft); }
.about, .quote { font-size: .85rem; color: GrayText; } .quote { border-inline-start: 3px solid var(--line); padding-inline-start: .5rem; }
img, video { max-width: 100%; height: auto; border-radius: 6px; } audio { width: 100%; }
nav { display: flex; gap: 1rem; flex-wrap: wrap; margin: 1rem 0; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
@media print { article { break-inside: avoid; } }
`;
const styleHash = createHash('sha256').update(STYLE).digest('base64');
/** No script runs, nothing is fetched, and nothing but this style and the files of the archive is shown. */
const POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src 'self' file:; media-src 'self' file:; base-uri 'none'; form-action 'none'`;

/** A whole page. @param body HTML */
export function page(title: string, body: string, isIndex = false): string {
  const back = isIndex ? '' : '<nav><a href="../index.html">Contents</a></nav>';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${back}<h1 dir="auto">${escapeHtml(title)}</h1>
${body}
</body></html>
`;
}
