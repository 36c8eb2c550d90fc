import { describe, expect, it } from 'vitest';
import { groupEventSentence } from '../../../../src-renderer/features/inbox/bubble/group-event-text.ts';
import { messagePreview } from '../../../../src-renderer/features/inbox/message-preview.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { isolated } from '../../../../src-renderer/i18n/isolated.ts';

/** With names for what cannot be seen. */
const seen = (text: string): string =>
  text
    .replaceAll('\u2068', '<')
    .replaceAll('\u2069', '>')
    .replaceAll('\u2067', '[rli]')
    .replaceAll('\u202E', '[rlo]');

describe('a text of others inside a sentence', () => {
  it('stays as it is where nothing in it turns', () => {
    expect(isolated('Ana García 🎉 (Café)')).toBe('Ana García 🎉 (Café)');
  });

  it('has a direction of its own in Hebrew and in Arabic', () => {
    expect(seen(isolated('נועה'))).toBe('<נועה>');
    expect(seen(isolated('ليلى 2'))).toBe('<ليلى 2>');
  });

  it('cannot turn what stands around it', () => {
    expect(seen(isolated('invoice\u202Efdp.exe'))).toBe('<invoicefdp.exe>');
    expect(seen(isolated('a\u2069b'))).toBe('<ab>');
    expect(seen(isolated('a\u2067b'))).toBe('<a[rli]b>>');
    expect(seen(isolated('a\u2067b\u2069c'))).toBe('<a[rli]b>c>');
  });

  it('is kept apart in every sentence of the interface', () => {
    const { t } = createI18n('en');
    expect(seen(t('block.title', { name: 'נועה' }))).toBe('Block <נועה>?');
    expect(seen(t('inbox.via', { account: 'Shop\u202E' }))).toBe('via <Shop>');
    expect(t('inbox.via', { account: 'A & <B>' })).toBe('via A & <B>');
    expect(
      seen(
        groupEventSentence(t, {
          kind: 'group_event',
          event: 'added',
          by: 'נועה',
          people: ['ليلى', 'Ana', 'דניאל'],
        }),
      ),
    ).toBe('<נועה> added <<<ليلى>, Ana> and <דניאל>>');
  });

  it('is kept apart in the preview of what is more than text', () => {
    const { t } = createI18n('en');
    expect(seen(messagePreview(t, { type: 'image', preview: 'שלום!' }))).toBe('Image: <שלום!>');
  });
});
