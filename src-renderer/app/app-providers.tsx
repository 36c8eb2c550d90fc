import { MantineProvider } from '@mantine/core';
import { useColorScheme } from '@mantine/hooks';
import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { Density } from '../../src-preload/contract/appearance.ts';
import type { Theme } from '../../src-preload/contract/app.ts';
import { WordsProvider } from '../i18n/use-translation.tsx';
import { DensityProvider } from '../ui/density.tsx';
import { readStyleNonce } from '../ui/style-nonce.ts';
import { cssVariablesResolver, theme } from '../ui/theme.ts';
import { TimeProvider } from '../ui/time/time-context.tsx';

interface AppProvidersProperties {
  readonly words: i18n;
  readonly themeChoice: Theme;
  /** Undefined until it is known: then the page has it. */
  readonly density: Density | undefined;
  readonly children: ReactNode;
}

/** What every window needs around its content: words, look, clock. */
export function AppProviders({
  words,
  themeChoice,
  density,
  children,
}: AppProvidersProperties): ReactNode {
  const systemScheme = useColorScheme(undefined, { getInitialValueInEffect: false });
  return (
    <I18nextProvider i18n={words}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        forceColorScheme={
          themeChoice === 'system' ? (systemScheme === 'dark' ? 'dark' : 'light') : themeChoice
        }
        getStyleNonce={readStyleNonce}
      >
        <WordsProvider>
          <TimeProvider>
            <DensityProvider density={density}>{children}</DensityProvider>
          </TimeProvider>
        </WordsProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}
