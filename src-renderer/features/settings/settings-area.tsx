import { TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Health, User } from '../../../src-preload/contract/app.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { Page } from '../../ui/page.tsx';
import { matchesWords } from './matches-words.ts';
import { SettingsProvider } from './settings-context.ts';
import { SettingsNavigation } from './settings-navigation.tsx';
import styles from './settings-page.module.css';
import { type SettingsSection, settingsSections } from './settings-sections.tsx';
import type { SettingsStore } from './settings-store.ts';
import { useCurrentSection } from './use-current-section.ts';

interface SettingsAreaProperties {
  readonly store: SettingsStore;
  readonly user: User | null;
  /** Null while it is not known. */
  readonly health: Health | null;
  /** The accounts of this computer, for their names. */
  readonly sessions: readonly Session[];
  /** Sections of other features. */
  readonly others: readonly SettingsSection[];
  /** The commands that whoever works here may not give. */
  readonly refused?: ReadonlySet<string>;
}

const noneRefused: ReadonlySet<string> = new Set();

/** All settings on one page, with the list of its sections beside it and a search through their words. */
export function SettingsArea({
  store,
  refused = noneRefused,
  ...facts
}: SettingsAreaProperties): ReactNode {
  const { t } = useTranslation();
  /** Always the same map, filled as the cards are drawn. */
  const [cards] = useState(() => new Map<string, HTMLElement>());
  const scroller = useRef<HTMLDivElement>(null);
  const { current, noteGoing } = useCurrentSection(scroller, cards);
  const [typed, setTyped] = useState('');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const all = settingsSections(t, facts);
  const sections = all.filter(({ needs }) => needs === undefined || !refused.has(needs));
  const shown = sections.filter(({ id }) => !hidden.has(id));

  const search = (words: string): void => {
    setTyped(words);
    // What a card says, its explanations too, is searched where it stands: no list of words to keep.
    const missed = sections.filter(
      ({ id, name }) => !matchesWords(`${name} ${cards.get(id)?.textContent ?? ''}`, words),
    );
    setHidden(new Set(missed.map(({ id }) => id)));
  };
  const goTo = (id: string): void => {
    const card = cards.get(id);
    card?.scrollIntoView({ block: 'start' });
    card?.focus({ preventScroll: true });
    noteGoing(id);
  };

  return (
    <SettingsProvider store={store}>
      <Page title={t('settings.title')}>
        <div className={styles.columns}>
          <nav className={styles.navigation} aria-label={t('settingsPage.sections')}>
            <TextInput
              type="search"
              size="xs"
              aria-label={t('settingsPage.search')}
              placeholder={t('settingsPage.search')}
              value={typed}
              onChange={(event) => search(event.currentTarget.value)}
            />
            <SettingsNavigation sections={shown} current={current} onGoTo={goTo} />
            {sections.length < all.length ? (
              <p className={styles.note}>{t('access.managersOnly')}</p>
            ) : null}
          </nav>
          <div ref={scroller} className={styles.scroller}>
            {shown.length > 0 ? null : <p role="status">{t('settingsPage.nothing')}</p>}
            {sections.map(({ id, card }) => (
              <div
                key={id}
                id={`settings-${id}`}
                className={styles.section}
                hidden={hidden.has(id)}
                tabIndex={-1}
                ref={(element) => {
                  if (element !== null) cards.set(id, element);
                }}
              >
                {card}
              </div>
            ))}
          </div>
        </div>
      </Page>
    </SettingsProvider>
  );
}
