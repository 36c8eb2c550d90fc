import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { useNow } from '../../ui/time/time-context.tsx';
import { presentSession, type Tone } from './session-presentation.ts';
import styles from './session-status.module.css';
import { sessionWord } from './session-words.ts';

export function StatusDot({ tone }: { readonly tone: Tone }): ReactNode {
  return <span className={styles.dot} data-tone={tone} aria-hidden="true" />;
}

/** A dot and a word. */
export function SessionStatus({ state }: { readonly state: SessionState }): ReactNode {
  return (
    <span className={styles.status} data-testid="session-status" data-state={state.kind}>
      <StatusDot tone={presentSession(state).tone} />
      {state.kind === 'reconnecting' ? <Countdown state={state} /> : <Word state={state} />}
    </span>
  );
}

function Word({ state }: { readonly state: SessionState }): ReactNode {
  const { t } = useTranslation();
  return <span className={styles.word}>{sessionWord(t, state, 0)}</span>;
}

function Countdown({ state }: { readonly state: SessionState }): ReactNode {
  const { t } = useTranslation();
  const now = useNow('seconds');
  return <span className={styles.word}>{sessionWord(t, state, now)}</span>;
}
