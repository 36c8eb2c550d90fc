import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import {
  type ChangedMessage,
  LISTED_CHANGES,
  type Proposal,
} from '../../../src-preload/contract/lead-learning.ts';
import { TRIED_DAYS, TRIED_MESSAGES } from '../../../src-preload/contract/lead-rule.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import styles from './lead-rules-card.module.css';

interface LearningProposalProperties {
  readonly wants: 'learn' | 'model';
  readonly proposal: Proposal;
  readonly onApply: () => Promise<void>;
  readonly onDiscard: () => void;
}

/** What would change, with the messages to be read, before anything does. */
export function LearningProposal({
  wants,
  proposal,
  onApply,
  onDiscard,
}: LearningProposalProperties): ReactNode {
  const { t } = useTranslation();
  const [isApplying, setIsApplying] = useState(false);
  const apply = async (): Promise<void> => {
    setIsApplying(true);
    await onApply();
    setIsApplying(false);
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onDiscard}
      title={t(wants === 'learn' ? 'learning.learnTitle' : 'learning.modelTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div className={styles.form}>
        <Effect proposal={proposal} />
        {proposal.changes.length === 0 ? null : <Changes proposal={proposal} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={onDiscard}>
            {t('learning.discard')}
          </Button>
          <Button loading={isApplying} onClick={() => void apply()}>
            {t('learning.apply')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

function Effect({
  proposal: { judgements, messages, isLimited, gained, lost },
}: {
  readonly proposal: Proposal;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const format = new Intl.NumberFormat(i18n.language);
  const number = (value: number): string => format.format(value);
  const { count, rightBefore, rightAfter, rightUnseen } = judgements;
  const days = TRIED_DAYS;
  return (
    <div>
      <p className={styles.effect}>
        {gained + lost === 0
          ? t('learning.noEffect', { messages: number(messages), days })
          : t('learning.effect', {
              ...{ messages: number(messages), days },
              ...{ gained: number(gained), lost: number(lost) },
            })}
        {isLimited ? ` ${t('learning.limited', { most: number(TRIED_MESSAGES) })}` : ''}
      </p>
      {count === 0 ? null : (
        <p className={styles.effect}>
          {t('learning.right', { count, before: number(rightBefore), after: number(rightAfter) })}
        </p>
      )}
      {rightUnseen === null ? null : (
        <p className={styles.trialHelp}>
          {t('learning.unseen', { right: number(rightUnseen), count })}
          {rightUnseen > rightBefore ? '' : ` ${t('learning.notBetter')}`}
        </p>
      )}
    </div>
  );
}

function Changes({
  proposal: { changes, gained, lost },
}: {
  readonly proposal: Proposal;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={t('learning.changes')}>
      <p className={styles.trialHelp}>
        {changes.length < gained + lost
          ? t('learning.listed', { count: LISTED_CHANGES })
          : t('learning.changes')}
      </p>
      <ul className={styles.changes} tabIndex={0} aria-label={t('learning.changes')}>
        {changes.map((change) => (
          <Change key={`${change.conversationId} ${change.messageId}`} change={change} />
        ))}
      </ul>
    </section>
  );
}

function Change({
  change: { conversationName, timestamp, excerpt, before, after },
}: {
  readonly change: ChangedMessage;
}): ReactNode {
  const { t } = useTranslation();
  const isGained = after > before;
  return (
    <li className={styles.match}>
      <span className={styles.who} dir="auto">
        {conversationName} · <TimeText timestamp={timestamp} />
      </span>
      <span className={styles.change} data-gains={isGained || undefined}>
        {t(isGained ? 'learning.becomes' : 'learning.ceases')}{' '}
        <span role="img" aria-label={t('learning.changeLabel', { before, after })}>
          {t('learning.change', { before, after })}
        </span>
      </span>
      <span className={styles.said} dir="auto">
        {excerpt}
      </span>
    </li>
  );
}
