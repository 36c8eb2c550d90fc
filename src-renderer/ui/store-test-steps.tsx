import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleXFilled,
  IconLockOpen,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { StoreTest, StoreTestStep } from '../../src-preload/contract/store-connection.ts';
import styles from './store-test-steps.module.css';

const icons = {
  ok: IconCircleCheckFilled,
  plain: IconLockOpen,
  failed: IconCircleXFilled,
  not_reached: IconCircleDashed,
} as const satisfies Record<StoreTestStep['state'], unknown>;

/** What a test of a connection found out, step by step; at the step that failed, what can be done about it. */
export function StoreTestSteps({ test }: { readonly test: StoreTest }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className={styles.steps} aria-label={t('databases.stepsLabel')}>
      {test.steps.map((step) => {
        const Icon = icons[step.state];
        return (
          <li key={step.step} className={styles.step} data-state={step.state} data-step={step.step}>
            <Icon
              size="1rem"
              stroke={1.8}
              className={styles.icon}
              aria-label={t(`databases.states.${step.state}`)}
            />
            <div className={styles.text}>
              <span className={styles.name}>{t(`databases.steps.${step.step}`)}</span>
              <Detail step={step} />
              {step.state === 'failed' ? (
                <p className={styles.problem}>{t(`databases.problems.${step.problem}`)}</p>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Detail({ step }: { readonly step: StoreTestStep }): ReactNode {
  const { t } = useTranslation();
  if (step.state === 'plain') return <span className={styles.detail}>{t('databases.plain')}</span>;
  if (step.state !== 'ok') return null;
  const { version, milliseconds } = step;
  const detail =
    milliseconds === undefined ? version : t('databases.milliseconds', { milliseconds });
  return detail === undefined ? null : <span className={styles.detail}>{detail}</span>;
}
