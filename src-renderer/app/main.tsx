import '../bridge/zod-without-eval.ts';
import '../ui/styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { windowBridge } from '../bridge/window-bridge.ts';
import { createI18n } from '../i18n/create-i18n.ts';
import { App } from './app.tsx';
import { createFailureReporter } from './failure-reporter.tsx';
import { firstLocale } from './first-locale.ts';
import { rootElement } from './root-element.ts';
import { createStores, runStores } from './stores.ts';

const words = createI18n(firstLocale());
const dependencies: StoreDependencies = {
  bridge: windowBridge(),
  reportFailure: createFailureReporter(words),
};

const stores = createStores(dependencies);
runStores(stores, dependencies);

createRoot(rootElement()).render(
  <StrictMode>
    <App words={words} stores={stores} dependencies={dependencies} />
  </StrictMode>,
);
