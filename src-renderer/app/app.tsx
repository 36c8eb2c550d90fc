import { Notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { assertNever } from '../bridge/assert-never.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { chosenTheme, knownDensity } from '../features/settings/settings-store.ts';
import { LockScreen } from '../features/access/lock-screen.tsx';
import { AppProviders } from './app-providers.tsx';
import { screenOf } from './app-store.ts';
import { LockedScreen } from '../features/workspace/locked-screen.tsx';
import { followLanguage } from './follow-language.ts';
import { FirstRunWizard } from './lazy-areas.tsx';
import { startLateNotices } from './late-notice.ts';
import { Shell } from './shell.tsx';
import { StartFailedScreen, StateUnknownScreen } from './start-failed-screen.tsx';
import { StartingScreen } from './starting-screen.tsx';
import type { Stores } from './stores.ts';
import { TextSizeKeys } from './text-size-keys.ts';

interface AppProperties {
  readonly words: i18n;
  readonly stores: Stores;
  readonly dependencies: StoreDependencies;
}

/** The main window. */
export function App({ words, stores, dependencies }: AppProperties): ReactNode {
  const themeChoice = useStore(stores.settings, chosenTheme);
  const density = useStore(stores.settings, knownDensity);
  const isReady = useStore(stores.app, ({ state }) => state?.phase === 'ready');

  useEffect(() => followLanguage(stores.settings, words, 'common.appName'), [stores, words]);
  useEffect(() => startLateNotices(dependencies.bridge, words), [dependencies, words]);
  return (
    <AppProviders words={words} themeChoice={themeChoice} density={density}>
      {isReady ? null : <TextSizeKeys settings={stores.settings} />}
      <Suspense fallback={null}>
        <CurrentScreen stores={stores} />
      </Suspense>
      <Notifications position="bottom-right" />
    </AppProviders>
  );
}

function CurrentScreen({ stores }: Pick<AppProperties, 'stores'>): ReactNode {
  const screen = useStore(stores.app, screenOf);
  const finishFirstRun = useStore(stores.app, (state) => state.finishFirstRun);
  const setUpAgain = useStore(stores.app, (state) => state.setUpAgain);
  switch (screen) {
    case 'starting':
      return <StartingScreen store={stores.app} />;
    case 'failed':
      return <StartFailedScreen store={stores.app} />;
    case 'unreachable':
      return <StateUnknownScreen store={stores.app} />;
    case 'first_run':
      return <FirstRunWizard store={stores.firstRun} onFinish={finishFirstRun} />;
    case 'locked':
      return <LockedScreen store={stores.workspace} onSetUpAgain={() => void setUpAgain()} />;
    case 'signed_out':
      return <SignedOut stores={stores} />;
    case 'ready':
      return <Shell stores={stores} />;
    default:
      return assertNever(screen);
  }
}

function SignedOut({ stores }: Pick<AppProperties, 'stores'>): ReactNode {
  const state = useStore(stores.app, (app) => app.state);
  return state?.phase === 'signed_out' ? <LockScreen store={stores.access} state={state} /> : null;
}
