import type { RecordKind } from '../../src-preload/contract/data-export.ts';
import { excerpt } from '../domain/excerpt.ts';
import { escapeHtml, isolated, page, paragraph } from './html-text.ts';
import { FORMAT_VERSION, type Manifest } from './manifest.ts';
import { mediaPath, shownAs } from './media-path.ts';
import type { RecordOf } from './records.ts';

/** What the records of a kind are called. The files of an export are in English, as their fields are. */
export const kindNames: Readonly<Record<RecordKind, string>> = {
  business: 'Businesses',
  colleague: 'Team members who are named',
  label: 'Labels',
  account: 'WhatsApp accounts of the business',
  campaign: 'Campaigns',
  contact: 'Contacts',
  picture: 'Profile pictures',
  identity: 'Ids of the same person',
  merge: 'Contacts that were merged',
  told_apart: 'Contacts that were told apart',
  conversation: 'Conversations',
  message: 'Messages',
  mark: 'Messages, reactions and votes in groups',
  note: 'Notes of the team',
  file: 'Files',
  lead: 'Leads',
  lead_change: 'History of leads',
  lead_message: 'Messages behind leads',
  lead_judgement: 'Judgements about messages',
  consent: 'Consents',
  hold: 'Legal holds',
  answer: 'Waiting times for answers',
  day: 'Days with messages',
  access: 'Who has accessed the data',
};

/** `lastMessageAt` as people read it. */
function words(field: string): string {
  const spaced = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function valueHtml(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value === '' ? '–' : isolated(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return '–';
    return `<ul>${value.map((each: unknown) => `<li>${valueHtml(each)}</li>`).join('')}</ul>`;
  }
  return fieldsHtml(value);
}

function fieldsHtml(record: object): string {
  const rows = Object.entries(record).flatMap(([field, value]: [string, unknown]) =>
    value === undefined ? [] : `<dt>${escapeHtml(words(field))}</dt><dd>${valueHtml(value)}</dd>`,
  );
  return `<dl>${rows.join('')}</dl>`;
}

/** Records of one kind, field by field. */
export function recordPage(kind: RecordKind, records: readonly object[]): string {
  const articles = records.map((record) => {
    if (kind !== 'picture') return `<article>${fieldsHtml(record)}</article>`;
    const { image, ...rest } = record as RecordOf<'picture'>;
    const about = image === undefined ? '' : '<p>A picture is kept; it is in the records.</p>';
    return `<article>${fieldsHtml(rest)}${about}</article>`;
  });
  return page(kindNames[kind], articles.join('\n'));
}

/** Who is who in a conversation. */
export interface TalkNames {
  /** Of the conversation. */
  name: string;
  isGroup: boolean;
}

/** A stretch of a conversation. */
export function talkPage(
  { name, isGroup }: TalkNames,
  messages: readonly RecordOf<'message'>[],
  { number, isLast, talk, hasMedia }: TalkPlace,
): string {
  const quoted = new Map(messages.map((message) => [message.messageId, message]));
  const articles = messages.map((message) => {
    const isOurs = message.direction === 'outgoing';
    const who = isOurs
      ? 'The business'
      : isGroup
        ? (message.authorName ?? message.author ?? '')
        : name;
    return `<article class="message${isOurs ? ' ours' : ''}" id="${escapeHtml(message.messageId)}">
<div class="about">${isolated(who)} · <time datetime="${message.at}">${time(message.at)}</time>${aboutHtml(message)}</div>
${quoteHtml(message, quoted)}${message.content === '' ? '' : paragraph(message.content)}${fileHtml(message, hasMedia)}${detailsHtml(message)}
</article>`;
  });
  const before = number > 1 ? `<a href="${talkPath(talk, number - 1).slice(6)}">Earlier</a>` : '';
  const after = isLast ? '' : `<a href="${talkPath(talk, number + 1).slice(6)}">Later</a>`;
  const nav = before || after ? `<nav>${before}${after}</nav>` : '';
  return page(name === '' ? 'Conversation' : name, `${nav}${articles.join('\n')}${nav}`);
}

export interface TalkPlace {
  /** Of the conversation in the archive, and of the page in the conversation, from 1. */
  talk: number;
  number: number;
  isLast: boolean;
  hasMedia: boolean;
}

export function talkPath(talk: number, number: number): string {
  return `pages/talk-${String(talk).padStart(5, '0')}-${String(number).padStart(4, '0')}.html`;
}

const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

function aboutHtml(message: RecordOf<'message'>): string {
  const parts = [
    message.type === 'text' ? '' : message.type.replace('_', ' '),
    message.isForwarded ? 'forwarded' : '',
    message.editedAt === undefined ? '' : `edited ${time(message.editedAt)}`,
    message.unreadable === undefined ? '' : `cannot be read any more (${message.unreadable})`,
    ...message.tags.map((tag) => `tag: ${tag}`),
    ...(message.reactions ?? []).map(({ emoji }) => emoji),
  ];
  return parts.flatMap((part) => (part === '' ? [] : ` · ${isolated(part)}`)).join('');
}

function quoteHtml(
  { replyToMessageId }: RecordOf<'message'>,
  quoted: ReadonlyMap<string, RecordOf<'message'>>,
): string {
  if (replyToMessageId === undefined) return '';
  const original = quoted.get(replyToMessageId);
  const text = original ? excerpt(original.content) : 'An earlier message';
  return `<div class="quote">${isolated(text)}</div>`;
}

function fileHtml({ media }: RecordOf<'message'>, hasMedia: boolean): string {
  if (!media) return '';
  const { fileId, fileName, mimeType, state } = media;
  const name = isolated(fileName === '' ? mimeType : fileName);
  if (fileId === undefined || !hasMedia) {
    return `<p class="about">File ${name} (${hasMedia ? state.replace('_', ' ') : 'left out of this export'})</p>`;
  }
  const path = `../${mediaPath(fileId, fileName, mimeType)}`;
  switch (shownAs(path)) {
    case 'image':
      return `<p><a href="${path}"><img src="${path}" alt="${escapeHtml(fileName || 'Picture')}" loading="lazy"></a></p>`;
    case 'video':
      return `<p><video src="${path}" controls preload="none"></video> ${name}</p>`;
    case 'audio':
      return `<p><audio src="${path}" controls preload="none"></audio></p>`;
    case 'link':
      return `<p><a href="${path}" download>${name}</a></p>`;
  }
}

function detailsHtml({ details, linkPreview, votes }: RecordOf<'message'>): string {
  return [details, linkPreview, votes]
    .flatMap((each) => (each === undefined ? [] : valueHtml(each)))
    .join('');
}

export interface TalkEntry {
  name: string;
  path: string;
  messages: number;
}

export function talkList(talks: readonly TalkEntry[], folder: '' | 'pages/'): string {
  const items = talks.map(
    ({ name, path, messages }) =>
      `<li><a href="${folder === '' ? path.slice(6) : path}">${isolated(name === '' ? 'Conversation' : name)}</a> · ${messages}</li>`,
  );
  return `<ol>${items.join('\n')}</ol>`;
}

/** The first page of an archive. @param talks HTML */
export function indexPage(
  { exportedAt, of, counts, withMedia, missingFiles }: Manifest,
  pages: ReadonlyMap<RecordKind, readonly string[]>,
  talks: string,
): string {
  const kinds = [...pages].map(([kind, paths]) => {
    const links = paths.map((path, place) => `<a href="${path}">${place + 1}</a>`);
    const [first = ''] = paths;
    const more = links.length > 1 ? ` (${links.join(' ')})` : '';
    return `<li><a href="${first}">${kindNames[kind]}</a> · ${counts[kind] ?? 0}${more}</li>`;
  });
  const what = of === 'person' ? 'one person' : 'a business';
  const media = withMedia
    ? missingFiles.length === 0
      ? 'Pictures and files are in the folder <code>media</code>.'
      : `Pictures and files are in the folder <code>media</code>; ${missingFiles.length} could not be read.`
    : 'Pictures and files were left out.';
  return page(
    of === 'person' ? 'Your data' : 'Data of the business',
    `<p>Everything that Alexia Desk kept of ${what} on <time datetime="${exportedAt}">${time(exportedAt)}</time>. ${media}</p>
<p>For machines: <a href="data.json">data.json</a> says what there is, the folder <code>records</code> has it as lines of JSON, and
<a href="schema.json">schema.json</a> describes them (JSON Schema, version ${FORMAT_VERSION} of the format).</p>
<h2>What is kept</h2><ul>${kinds.join('\n')}</ul>
<h2>Messages</h2>${talks === '' ? '<p>There are none.</p>' : talks}`,
    true,
  );
}
