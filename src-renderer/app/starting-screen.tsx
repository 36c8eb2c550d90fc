import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { Busy } from '../ui/busy.tsx';
import { Logo } from '../ui/logo.tsx';
import { StartProgress } from '../ui/start-progress.tsx';
import type { AppStore } from './app-store.ts';
import styles from './starting-screen.module.css';

/** While the app starts: what it is doing. */
export function StartingScreen({ store }: { readonly store: AppStore }): ReactNode {
  const { t } = useTranslation();
  const state = useStore(store, (app) => app.state);
  return (
    <main className={styles.screen} data-testid="starting">
      <div className={styles.column}>
        <Logo size="3.5rem" />
        <h1 className={styles.title}>{t('start.title')}</h1>
        {state?.phase === 'starting' ? <StartProgress progress={state.progress} /> : <Busy />}
      </div>
    </main>
  );
}
