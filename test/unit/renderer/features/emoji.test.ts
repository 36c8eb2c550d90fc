import { describe, expect, it } from 'vitest';
import { messageCommands } from '../../../../src-preload/contract/message.ts';
import { loadEmojiData } from '../../../../src-renderer/features/inbox/emoji/emoji-data.ts';
import {
  MOST_RECENT,
  noteRecentEmoji,
  recentEmoji,
} from '../../../../src-renderer/features/inbox/emoji/recent-emoji.ts';
import { uuid } from '../../../support/preview/sample-data.ts';

function storage(value?: string) {
  const kept = new Map(value === undefined ? [] : [['recent-emoji', value]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
}

describe('the emoji of the app', () => {
  it('have names, belong to a category that is shown, and are none that fonts cannot draw', async () => {
    const { emojis, categories } = await loadEmojiData();
    expect(emojis.length).toBeGreaterThan(1_500);
    const shown = new Set(categories.map(({ index }) => index));
    expect(emojis.filter(({ category }) => !shown.has(category))).toEqual([]);
    expect(Math.max(...emojis.map(({ version }) => version))).toBe(15);
    expect(emojis.find(({ emoji }) => emoji === '👍️')).toMatchObject({
      label: 'thumbs up',
      skins: { light: '👍🏻', dark: '👍🏿' },
    });
  });

  it('are all accepted as reactions', async () => {
    const { emojis } = await loadEmojiData();
    const { input } = messageCommands['message.react'];
    const refused = emojis.filter(
      ({ emoji }) => !input.safeParse({ conversationId: uuid(1), messageId: 'A', emoji }).success,
    );
    expect(refused).toEqual([]);
  });
});

describe('the emoji chosen last', () => {
  it('are each there once, the last one first, and no more than a row', () => {
    const kept = storage();
    for (let index = 0; index < 20; index += 1) noteRecentEmoji(kept, `${index}`);
    noteRecentEmoji(kept, '15');
    const recent = recentEmoji(kept);
    expect(recent.slice(0, 3)).toEqual(['15', '19', '18']);
    expect(recent).toHaveLength(MOST_RECENT);
  });

  it.each(['{', 'null', '7', '[7, null]'])('are none when what is kept is %s', (value) => {
    expect(recentEmoji(storage(value))).toEqual([]);
  });
});
