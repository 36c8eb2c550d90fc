import { EmojiPicker as Picker, type EmojiPickerListComponents } from 'frimousse';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { loadEmojiData } from './emoji-data.ts';
import styles from './emoji-picker.module.css';
import { MOST_RECENT, noteRecentEmoji, recentEmoji } from './recent-emoji.ts';

/** To choose an emoji from: by name, among all, or among those chosen last. Arrows move, Enter takes. */
export function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [recent] = useState(() => recentEmoji(localStorage));
  const pick = (emoji: string): void => {
    noteRecentEmoji(localStorage, emoji);
    onPick(emoji);
  };
  return (
    <Picker.Root
      className={styles.picker}
      columns={MOST_RECENT}
      resolveEmojiData={loadEmojiData}
      onEmojiSelect={({ emoji }) => pick(emoji)}
    >
      <div className={styles.head}>
        <Picker.Search
          className={styles.search}
          data-autofocus
          aria-label={t('composer.emoji.search')}
          placeholder={t('composer.emoji.search')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Picker.SkinToneSelector
          className={styles.emoji}
          aria-label={t('composer.emoji.skinTone')}
        />
      </div>
      {recent.length === 0 || search !== '' ? null : (
        <div className={styles.recent} role="group" aria-label={t('composer.emoji.recent')}>
          {recent.map((emoji) => (
            <button key={emoji} type="button" className={styles.emoji} onClick={() => pick(emoji)}>
              {emoji}
            </button>
          ))}
        </div>
      )}
      <Picker.Viewport className={styles.viewport} tabIndex={0}>
        <Picker.Loading className={styles.note}>{t('common.loading')}</Picker.Loading>
        <Picker.Empty className={styles.note}>{t('composer.emoji.none')}</Picker.Empty>
        <Picker.List className={styles.list} components={parts} />
      </Picker.Viewport>
      <div className={styles.foot} aria-hidden="true">
        <Picker.ActiveEmoji>
          {({ emoji }) => (emoji === undefined ? t('composer.emoji.hint') : emoji.label)}
        </Picker.ActiveEmoji>
      </div>
    </Picker.Root>
  );
}

const parts: Partial<EmojiPickerListComponents> = {
  CategoryHeader: ({ category, ...properties }) => (
    <div {...properties} className={styles.category}>
      {category.label}
    </div>
  ),
  // Rows and columns are counted from 0, and from 1 by those who hear it.
  Row: ({ children, 'aria-rowindex': row, ...properties }) => (
    <div {...properties} aria-rowindex={(row ?? 0) + 1} className={styles.row}>
      {children}
    </div>
  ),
  Emoji: ({ emoji, 'aria-colindex': column, ...properties }) => (
    <button
      {...properties}
      aria-colindex={(column ?? 0) + 1}
      type="button"
      className={styles.emoji}
      data-active={emoji.isActive}
    >
      {emoji.emoji}
    </button>
  ),
};
