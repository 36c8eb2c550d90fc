import type { Emoji } from 'emojibase';
import type { EmojiData } from 'frimousse';

/** What fonts of the last years draw; a newer one is a box for whoever gets it. */
const NEWEST_VERSION = 15;
/** Parts of other emoji, which mean nothing alone. */
const COMPONENTS = 2;
const SKIN_TONES = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;

/** All emoji with their names in English: a part of the app, so that nothing is fetched from anywhere. */
export async function loadEmojiData(): Promise<EmojiData> {
  const [{ default: emojis }, { default: messages }] = await Promise.all([
    import('emojibase-data/en/data.json'),
    import('emojibase-data/en/messages.json'),
  ]);
  return {
    locale: 'en',
    emojis: emojis.flatMap((each) => {
      const { group, emoji, label, version, tags = [] } = each;
      if (group === undefined || group === COMPONENTS || version > NEWEST_VERSION) return [];
      const skins = skinsOf(each);
      return [{ emoji, category: group, label, version, tags, ...(skins && { skins }) }];
    }),
    categories: messages.groups
      .filter(({ order }) => order !== COMPONENTS)
      .map(({ order, message }) => ({ index: order, label: message })),
    skinTones: {
      light: toneNamed('light'),
      'medium-light': toneNamed('medium-light'),
      medium: toneNamed('medium'),
      'medium-dark': toneNamed('medium-dark'),
      dark: toneNamed('dark'),
    },
  };

  function toneNamed(key: string): string {
    return messages.skinTones.find((tone) => tone.key === key)?.message ?? key;
  }
}

/** One for each tone; undefined for what has none. */
function skinsOf({ skins }: Emoji): NonNullable<EmojiData['emojis'][number]['skins']> | undefined {
  const [light, mediumLight, medium, mediumDark, dark] = SKIN_TONES.map(
    (_, index) => skins?.find(({ tone }) => tone === index + 1)?.emoji,
  );
  if (!light || !mediumLight || !medium || !mediumDark || !dark) return undefined;
  return { light, 'medium-light': mediumLight, medium, 'medium-dark': mediumDark, dark };
}
