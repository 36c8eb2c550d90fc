import '../ui/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { localeFor } from '../../src-preload/contract/language.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { windowBridge } from '../bridge/window-bridge.ts';
import { createPairingStore } from '../features/pairing/pairing-store.ts';
import { createSettingsStore } from '../features/settings/settings-store.ts';
import { createI18n } from '../i18n/create-i18n.ts';
import { createFailureReporter } from './failure-reporter.tsx';
import { PairingApp } from './pairing-app.tsx';
import { rootElement } from './root-element.ts';

const words = createI18n(localeFor('system', navigator.languages));
const dependencies: StoreDependencies = {
  bridge: windowBridge(),
  reportFailure: createFailureReporter(words),
};

createRoot(rootElement()).render(
  <StrictMode>
    <PairingApp
      words={words}
      pairing={createPairingStore(dependencies, () => window.close())}
      settings={createSettingsStore(dependencies)}
      dependencies={dependencies}
    />
  </StrictMode>,
);
