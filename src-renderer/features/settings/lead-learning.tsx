import { Button, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBulb, IconRestore } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import {
  FEWEST_JUDGEMENTS,
  type LearningState,
  type Proposal,
} from '../../../src-preload/contract/lead-learning.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './lead-rules-card.module.css';
import { LearningProposal } from './learning-proposal.tsx';
import { useSettings } from './settings-context.ts';

type Wants = 'learn' | 'model';

/** What the team's judgements have taught, and could teach: nothing counts before its effect was seen and applied. */
export function LeadLearning(): ReactNode {
  const { t } = useTranslation();
  const data = useSettings((state) => state.learning);
  const load = useSettings((state) => state.loadLearning);
  useEffect(() => void load(), [load]);
  const value = shownValue(data);
  return (
    <section className={styles.learning} aria-label={t('learning.title')}>
      <h3 className={styles.learningTitle}>{t('learning.title')}</h3>
      <p className={styles.help}>{t('learning.help')}</p>
      {value !== undefined ? (
        <Learned state={value} />
      ) : data.status === 'failed' ? (
        <ErrorState
          isSmall
          title={t('learning.loadFailedTitle')}
          failure={data.failure}
          onRetry={() => void load()}
        />
      ) : (
        <SkeletonBlock rem={4} />
      )}
    </section>
  );
}

function Learned({ state }: { readonly state: LearningState }): ReactNode {
  const { t } = useTranslation();
  const propose = useSettings((store) => store.proposeLearning);
  const apply = useSettings((store) => store.applyProposal);
  const discard = useSettings((store) => store.discardProposal);
  const [working, setWorking] = useState<Wants | null>(null);
  const [shown, setShown] = useState<{ wants: Wants; proposal: Proposal } | null>(null);
  const [tooFew, setTooFew] = useState<number | null>(null);
  const { leads, others } = state.judgements;
  const count = leads + others;

  const begin = async (wants: Wants): Promise<void> => {
    setWorking(wants);
    setTooFew(null);
    const proposed = await propose(wants);
    setWorking(null);
    if (proposed?.outcome === 'too_few') setTooFew(proposed.judgements);
    if (proposed?.outcome === 'proposed') setShown({ wants, proposal: proposed.proposal });
  };
  const leave = (proposal: Proposal): void => {
    setShown(null);
    void discard(proposal.proposalId);
  };
  const take = async (proposal: Proposal): Promise<void> => {
    const outcome = await apply(proposal.proposalId);
    if (outcome === 'failed') return;
    setShown(null);
    notifications.show({
      ...(outcome === 'outdated' && { color: 'yellow' }),
      message: t(outcome === 'applied' ? 'learning.appliedDone' : 'learning.outdatedDone'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };

  return (
    <>
      <p className={styles.summary}>
        {t('learning.judgements', { count, leads, others })}
        {count < FEWEST_JUDGEMENTS ? ` ${t('learning.needs', { count: FEWEST_JUDGEMENTS })}` : ''}
      </p>
      <AppliedLine state={state} />
      <div className={styles.learningButtons}>
        <Button
          variant="light"
          size="xs"
          leftSection={<IconBulb size="1rem" stroke={1.8} aria-hidden="true" />}
          disabled={count < FEWEST_JUDGEMENTS || working !== null}
          onClick={() => void begin('learn')}
        >
          {t('learning.learn')}
        </Button>
        {state.applied === null || state.applied.judgements === 0 ? null : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRestore size="1rem" stroke={1.8} aria-hidden="true" />}
            disabled={working !== null}
            onClick={() => void begin('model')}
          >
            {t('learning.toModel')}
          </Button>
        )}
      </div>
      <div role="status" className={styles.summary}>
        {working === null ? null : (
          <span className={styles.working}>
            <Loader size="xs" aria-hidden="true" /> {t('learning.reading')}
          </span>
        )}
        {tooFew === null
          ? null
          : t('learning.tooFew', { count: tooFew, needed: FEWEST_JUDGEMENTS })}
      </div>
      {shown === null ? null : (
        <LearningProposal
          wants={shown.wants}
          proposal={shown.proposal}
          onApply={() => take(shown.proposal)}
          onDiscard={() => leave(shown.proposal)}
        />
      )}
    </>
  );
}

/** What is in force. */
function AppliedLine({ state: { applied } }: { readonly state: LearningState }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  if (applied === null) return <p className={styles.summary}>{t('learning.modelOnly')}</p>;
  const { version, judgements, appliedAt, appliedBy, isOutdated } = applied;
  const facts = {
    date: formats.full(appliedAt),
    name: appliedBy ?? t('learning.somebody'),
  };
  return (
    <p className={styles.summary}>
      {judgements === 0
        ? t('learning.backToModel', facts)
        : t('learning.applied', { ...facts, version, count: judgements })}
      {isOutdated ? ` ${t('learning.outdated')}` : ''}
    </p>
  );
}
