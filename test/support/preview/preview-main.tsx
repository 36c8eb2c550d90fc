import '../../../src-renderer/ui/styles.ts';
import { createRoot } from 'react-dom/client';
import { Theme } from '../../../src-preload/contract/app.ts';
import { LanguageChoice, localeFor } from '../../../src-preload/contract/language.ts';
import { App } from '../../../src-renderer/app/app.tsx';
import { createFailureReporter } from '../../../src-renderer/app/failure-reporter.tsx';
import { PairingApp } from '../../../src-renderer/app/pairing-app.tsx';
import { rootElement } from '../../../src-renderer/app/root-element.ts';
import { createStores, runStores } from '../../../src-renderer/app/stores.ts';
import { createPairingStore } from '../../../src-renderer/features/pairing/pairing-store.ts';
import { createSettingsStore } from '../../../src-renderer/features/settings/settings-store.ts';
import { createI18n } from '../../../src-renderer/i18n/create-i18n.ts';
import { createSampleBridge, fillings } from './sample-bridge.ts';
import { accountsOf, appStateOf, mainScreens, pairingStates } from './screens.ts';

// Any screen in any state: ?screen=thread&filling=full&theme=dark, or ?pairing=qr&theme=light.
// &language=es writes it in Spanish, &slow=700 lets messages take that many milliseconds.
const parameters = new URLSearchParams(location.search);
const theme = Theme.catch('light').parse(parameters.get('theme'));
const language = LanguageChoice.catch('en').parse(parameters.get('language'));
const filling = fillings.find((each) => each === parameters.get('filling')) ?? 'full';
const delay = Number(parameters.get('slow') ?? 60);
const now = Date.now();
const words = createI18n(localeFor(language, navigator.languages));
const reportFailure = createFailureReporter(words);
const root = createRoot(rootElement());

const pairing = pairingStates(now)[parameters.get('pairing') ?? ''];
const screen = mainScreens[parameters.get('screen') ?? 'inbox'];
if (pairing !== undefined) {
  const bridge = createSampleBridge({
    filling,
    theme,
    language,
    now,
    accounts: [pairing],
    appState: { phase: 'first_run' },
    isTroubled: false,
    delay,
  });
  const dependencies = { bridge, reportFailure };
  root.render(
    <PairingApp
      words={words}
      pairing={createPairingStore(dependencies, () => window.close())}
      settings={createSettingsStore(dependencies)}
      dependencies={dependencies}
    />,
  );
  document.body.dataset.screen = 'shown';
} else if (screen !== undefined) {
  const bridge = createSampleBridge({
    filling,
    theme,
    language,
    now,
    accounts: accountsOf(screen),
    appState: appStateOf(screen),
    isTroubled: screen.isTroubled ?? false,
    delay,
  });
  const dependencies = { bridge, reportFailure };
  const stores = createStores(dependencies);
  runStores(stores, dependencies);
  root.render(<App words={words} stores={stores} dependencies={dependencies} />);
  setTimeout(() => {
    screen.goThere?.(stores);
    document.body.dataset.screen = 'shown';
  }, 150);
  // For trying things out from the browser's console.
  Object.assign(window, { preview: { bridge, stores } });
}
