import '../ui/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { windowBridge } from '../bridge/window-bridge.ts';
import { createPairingStore } from '../features/pairing/pairing-store.ts';
import { createSettingsStore } from '../features/settings/settings-store.ts';
import { createI18n } from '../i18n/create-i18n.ts';
import { createFailureReporter } from './failure-reporter.tsx';
import { PairingApp } from './pairing-app.tsx';
import { firstLocale } from './first-locale.ts';
import { rootElement } from './root-element.ts';

const words = createI18n(firstLocale());
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
