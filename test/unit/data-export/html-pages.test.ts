import { describe, expect, it } from 'vitest';
import { indexPage, recordPage, talkPage } from '../../../src-main/data-export/html-pages.ts';
import { escapeHtml, isolated, page } from '../../../src-main/data-export/html-text.ts';
import { mediaPath } from '../../../src-main/data-export/media-path.ts';
import type { RecordOf } from '../../../src-main/data-export/records.ts';

const EVIL = `"><img src=x onerror=alert(1)><script>alert('x')</script>`;

function messageOf(change: Partial<RecordOf<'message'>>): RecordOf<'message'> {
  return {
    id: 'a'.repeat(24),
    messageId: '3EB0A',
    conversationId: 'c',
    direction: 'incoming',
    from: null,
    to: null,
    type: 'text',
    whatsappType: 'chat',
    content: 'Hello',
    status: 'read',
    statusUpdates: [],
    isForwarded: false,
    leadGenerated: false,
    tags: [],
    at: '2026-11-29T12:00:00.000Z',
    sequence: 0,
    ...change,
  };
}

const place = { talk: 1, number: 1, isLast: true, hasMedia: true };

describe('what people wrote', () => {
  it('is text in every page, whatever field it stands in', () => {
    const pages = [
      recordPage('contact', [{ name: EVIL, [EVIL]: [EVIL, { deep: EVIL }] }]),
      talkPage(
        { name: EVIL, isGroup: true },
        [
          messageOf({
            content: EVIL,
            authorName: EVIL,
            tags: [EVIL],
            linkPreview: { url: EVIL, title: EVIL },
            reactions: [{ from: EVIL, emoji: EVIL, isOurs: false, at: '2026-11-29T12:00:00.000Z' }],
            media: {
              fileId: 'b'.repeat(24),
              fileName: `${EVIL}.png`,
              fileSize: 1,
              mimeType: EVIL,
              state: 'stored',
              isGif: false,
              isViewOnce: false,
            },
          }),
          messageOf({ messageId: '3EB0B', replyToMessageId: '3EB0A' }),
        ],
        place,
      ),
    ];
    for (const html of pages) {
      expect(html).not.toMatch(/<script|<img src=x|onerror=alert\(1\)>/);
      expect(html).toContain('&lt;script&gt;');
    }
  });

  it('that reads from right to left turns nothing around it', () => {
    expect(isolated('\u202eevil')).toBe('<bdi>\u202eevil\u202c</bdi>');
    expect(isolated('\u2067evil')).toBe('<bdi>\u2067evil\u2069</bdi>');
    expect(talkPage({ name: 'x', isGroup: false }, [messageOf({})], place)).toContain('dir="auto"');
  });

  it('keeps every character that means nothing in HTML', () => {
    expect(escapeHtml(`a & b < c > d " e ' f 😀`)).toBe(
      'a &amp; b &lt; c &gt; d &quot; e &#39; f 😀',
    );
  });
});

describe('a page', () => {
  it('forbids scripts, styles of others and everything from outside', () => {
    const html = page('Title', '<p>Body</p>');
    expect(html).toContain('default-src &#39;none&#39;');
    expect(html).not.toContain('unsafe');
    expect(html).not.toMatch(/https?:/);
    expect(html).toContain('href="../index.html"');
  });

  it('of a conversation links to the pages before and after it', () => {
    const html = talkPage({ name: 'Núria', isGroup: false }, [messageOf({})], {
      ...{ talk: 2, number: 2, isLast: false, hasMedia: false },
    });
    expect(html).toContain('href="talk-00002-0001.html"');
    expect(html).toContain('href="talk-00002-0003.html"');
  });

  it('that is the first says what there is', () => {
    const html = indexPage(
      {
        format: 'alexia-desk-export',
        version: 1,
        exportId: 'x',
        exportedAt: '2026-11-29T12:00:00.000Z',
        of: 'person',
        businessId: null,
        withMedia: true,
        counts: { contact: 2 },
        parts: [],
        missingFiles: ['a'],
      },
      new Map([['contact', ['pages/contact-0001.html']]]),
      '',
    );
    expect(html).toContain('1 could not be read');
    expect(html).toContain('<a href="pages/contact-0001.html">Contacts</a> · 2');
  });
});

it.each([
  ['photo.JPG', 'image/jpeg', 'jpg'],
  ['../../evil.svg', 'image/svg+xml', 'txt'],
  ['page.html', 'text/html', 'txt'],
  ['run.exe', 'application/x-msdownload', 'bin'],
  ['sheet.csv', 'text/csv', 'txt'],
  ['', 'video/mp4', 'mp4'],
  ['no ending', 'application/pdf', 'pdf'],
  ['cv\u202efdp.exe', 'application/pdf', 'bin'],
])('%s of type %s lies under a harmless ending', (name, type, ending) => {
  expect(mediaPath('f'.repeat(24), name, type)).toBe(`media/${'f'.repeat(24)}.${ending}`);
});
