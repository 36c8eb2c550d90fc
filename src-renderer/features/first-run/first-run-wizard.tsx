import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { Logo } from '../../ui/logo.tsx';
import { FinishingStep } from './finishing-step.tsx';
import { FirstRunProvider, useFirstRun } from './first-run-context.ts';
import type { FirstRunStore, WizardStep } from './first-run-store.ts';
import styles from './first-run-wizard.module.css';
import { LinkStep } from './link-step.tsx';
import { PassphraseStep } from './passphrase-step.tsx';
import { StoresStep } from './stores-step.tsx';
import { YouStep } from './you-step.tsx';

interface FirstRunWizardProperties {
  readonly store: FirstRunStore;
  readonly onFinish: () => void;
}

/** From the first launch to the inbox: who you are, where the data lives, its passphrase, link WhatsApp. */
export function FirstRunWizard({ store, onFinish }: FirstRunWizardProperties): ReactNode {
  return (
    <FirstRunProvider store={store}>
      <Wizard onFinish={onFinish} />
    </FirstRunProvider>
  );
}

const marks = ['you', 'stores', 'passphrase', 'link'] as const;
const markOf: Record<WizardStep, number> = {
  you: 0,
  stores: 1,
  passphrase: 2,
  finishing: 2,
  link: 3,
};

function Wizard({ onFinish }: Omit<FirstRunWizardProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const step = useFirstRun((state) => state.step);
  const current = markOf[step];
  return (
    <main className={styles.screen} data-testid="first-run" data-step={step}>
      <div className={styles.column}>
        <header className={styles.brand}>
          <Logo size="2rem" />
          <span className={styles.name}>{t('common.appName')}</span>
        </header>
        <ol
          className={styles.marks}
          aria-label={t('firstRun.progress', { current: current + 1, total: marks.length })}
        >
          {marks.map((mark, index) => (
            <li
              key={mark}
              className={styles.mark}
              data-done={index < current}
              aria-current={index === current ? 'step' : undefined}
            >
              {t(`firstRun.steps.${mark}`)}
            </li>
          ))}
        </ol>
        <section className={styles.card}>
          {step === 'you' ? <YouStep /> : null}
          {step === 'stores' ? <StoresStep /> : null}
          {step === 'passphrase' ? <PassphraseStep /> : null}
          {step === 'finishing' ? <FinishingStep /> : null}
          {step === 'link' ? <LinkStep onFinish={onFinish} /> : null}
        </section>
      </div>
    </main>
  );
}
