import { type Erasure, erasureParts } from '../../src-preload/contract/erasure.ts';

/** What the certificate says; of the person nothing but a keyed hash. */
export interface ErasureCertificate {
  readonly kind: 'alexia-desk-erasure-certificate';
  readonly version: 1;
  readonly erasureId: string;
  /** HMAC-SHA-256, shortened to 24 bytes, of the person's id, under a key that only the workspace has. */
  readonly subject: string;
  readonly ground: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly startedBy: string | null;
  readonly erased: Readonly<Record<string, number>>;
  readonly verification: {
    readonly checkedAt: string;
    readonly places: number;
    readonly records: number;
    readonly left: number;
    readonly keysDestroyed: number;
  } | null;
  readonly desktopsDone: number;
  /** Those that had not been online when it was written, by what their computers are called, or their ids. */
  readonly desktopsAwaited: readonly string[];
}

export function certificateOf(erasure: Erasure & { subject: string }): ErasureCertificate {
  const { verification } = erasure;
  return {
    kind: 'alexia-desk-erasure-certificate',
    version: 1,
    erasureId: erasure.erasureId,
    subject: erasure.subject,
    ground: erasure.reason,
    startedAt: new Date(erasure.startedAt).toISOString(),
    endedAt: erasure.endedAt === null ? null : new Date(erasure.endedAt).toISOString(),
    startedBy: erasure.startedBy,
    erased: Object.fromEntries(erasureParts.map((part) => [part, erasure.counts[part]])),
    verification: verification && {
      ...verification,
      checkedAt: new Date(verification.checkedAt).toISOString(),
    },
    desktopsDone: erasure.desktopsDone,
    desktopsAwaited: erasure.awaited.map(({ name, deskId }) => name ?? deskId),
  };
}

const grounds: Readonly<Record<Erasure['reason'], string>> = {
  no_longer_needed: 'The data are no longer needed (GDPR, article 17 (1) (a))',
  consent_withdrawn: 'The person withdrew their consent (GDPR, article 17 (1) (b))',
  objection: 'The person objected (GDPR, article 17 (1) (c))',
  unlawful: 'The data were processed unlawfully (GDPR, article 17 (1) (d))',
  legal_duty: 'A law demands it (GDPR, article 17 (1) (e))',
};

const parts: Readonly<Record<(typeof erasureParts)[number], string>> = {
  contacts: 'Contacts',
  ids: 'Forms of ids and numbers',
  pictures: 'Pictures of the person',
  conversations: 'Conversations',
  messages: 'Messages',
  groupMessages: 'Messages in groups, emptied of the person',
  files: 'Files',
  fileBytes: 'Bytes of files',
  notes: 'Notes of the team',
  leads: 'Leads, which keep their numbers',
  consents: 'Notes of consent',
  drafts: 'Drafts',
  outbox: 'Messages that waited to be sent',
  others: 'Other records',
};

/** The same as a page of HTML, in English, as the JSON. */
export function certificatePage(certificate: ErasureCertificate): string {
  const { verification } = certificate;
  const rows = (pairs: readonly (readonly [string, string | number])[]): string =>
    `<table>${pairs
      .map(
        ([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(String(value))}</td></tr>`,
      )
      .join('')}</table>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Erasure certificate</title>
<style>body{font:14px/1.5 sans-serif;margin:3em;color:#111}h1{font-size:22px}h2{font-size:16px;margin-top:2em}
th{text-align:left;font-weight:400;padding:2px 2em 2px 0;vertical-align:top}td{word-break:break-all}</style>
<h1>Erasure certificate</h1>
${rows([
  ['Erasure', certificate.erasureId],
  ['Person (keyed hash)', certificate.subject],
  ['Ground', grounds[certificate.ground as Erasure['reason']]],
  ['Begun', certificate.startedAt],
  ['Done', certificate.endedAt ?? '–'],
  ['By', certificate.startedBy ?? '–'],
])}
<h2>What was erased</h2>
${rows(erasureParts.map((part) => [parts[part], certificate.erased[part] ?? 0]))}
<h2>Looked through afterwards</h2>
${
  verification
    ? rows([
        ['When', verification.checkedAt],
        ['Collections and tables', verification.places],
        ['Records', verification.records],
        ['Found of the person', verification.left],
        ['Keys destroyed', verification.keysDestroyed],
      ])
    : '<p>–</p>'
}
<h2>Desktops</h2>
${rows([
  ['Keep nothing any more', certificate.desktopsDone],
  ['Not online since', certificate.desktopsAwaited.join(', ') || '–'],
])}
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
