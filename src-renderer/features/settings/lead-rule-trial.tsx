import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { LeadRuleId } from '../../../src-preload/contract/ids.ts';
import { LEAD_THRESHOLD } from '../../../src-preload/contract/lead-reason.ts';
import {
  type LeadRuleDraft,
  type PatternProblem,
  type RuleMatch,
  TRIED_DAYS,
  TRIED_MESSAGES,
} from '../../../src-preload/contract/lead-rule.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import type { RuleTrial } from './lead-rules-slice.ts';
import styles from './lead-rules-card.module.css';
import { useSettings } from './settings-context.ts';

/** Matches that are shown; the others are counted. */
const SHOWN = 30;

interface LeadRuleTrialProperties {
  /** Undefined while it is not complete. */
  readonly draft: LeadRuleDraft | undefined;
  /** The rule that it changes; null for a new one. */
  readonly ruleId: LeadRuleId | null;
  readonly onProblem: (problem: PatternProblem) => void;
}

/** What the rule would have matched last month, and what that would have changed. */
export function LeadRuleTrial({ draft, ruleId, onProblem }: LeadRuleTrialProperties): ReactNode {
  const { t, i18n } = useTranslation();
  const tryRule = useSettings((state) => state.tryLeadRule);
  const [trial, setTrial] = useState<RuleTrial | null>(null);
  const [isTrying, setIsTrying] = useState(false);
  const running = useRef<AbortController | null>(null);
  const number = new Intl.NumberFormat(i18n.language);
  const key = JSON.stringify(draft);
  const [triedKey, setTriedKey] = useState(key);
  if (triedKey !== key && trial !== null) {
    // What was found was found by another rule.
    setTriedKey(key);
    setTrial(null);
  }
  useEffect(
    () => () => {
      running.current?.abort();
      setIsTrying(false);
    },
    [key],
  );

  const run = async (wanted: LeadRuleDraft): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setTriedKey(key);
    setTrial({ messages: 0, matches: [], isDone: false, isLimited: false });
    setIsTrying(true);
    const problem = await tryRule(wanted, ruleId, {
      signal: controller.signal,
      onFound: setTrial,
    });
    if (controller.signal.aborted) return;
    setIsTrying(false);
    if (problem === null) return;
    setTrial(null);
    if (problem !== 'failed') onProblem(problem);
  };
  const stop = (): void => {
    running.current?.abort();
    setIsTrying(false);
  };

  return (
    <div className={styles.trial}>
      <div className={styles.trialHead}>
        <p className={styles.trialHelp}>
          {t('leadRules.tryHelp', { days: TRIED_DAYS, most: number.format(TRIED_MESSAGES) })}
        </p>
        {isTrying ? (
          <Button variant="default" size="xs" onClick={stop}>
            {t('leadRules.stop')}
          </Button>
        ) : (
          <Button
            variant="light"
            size="xs"
            disabled={draft === undefined}
            onClick={() => {
              if (draft !== undefined) void run(draft);
            }}
          >
            {t('leadRules.try')}
          </Button>
        )}
      </div>
      <div role="status">
        {trial === null ? null : isTrying ? (
          <p className={styles.summary}>{t('leadRules.trying', { count: trial.messages })}</p>
        ) : (
          <Outcome trial={trial} />
        )}
      </div>
      {trial !== null && trial.matches.length > 0 ? <Matches matches={trial.matches} /> : null}
    </div>
  );
}

function Outcome({
  trial: { messages, matches, isLimited },
}: {
  readonly trial: RuleTrial;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  const gained = matches.filter(gains).length;
  const lost = matches.filter(loses).length;
  const words = [
    t('leadRules.tried', {
      messages: number.format(messages),
      matches: number.format(matches.length),
    }),
    ...(gained > 0 ? [t('leadRules.gained', { count: gained })] : []),
    ...(lost > 0 ? [t('leadRules.lost', { count: lost })] : []),
    ...(isLimited ? [t('leadRules.limited', { most: number.format(TRIED_MESSAGES) })] : []),
  ];
  return <p className={styles.summary}>{words.join(' ')}</p>;
}

function Matches({ matches }: { readonly matches: readonly RuleMatch[] }): ReactNode {
  const { t } = useTranslation();
  const shown = matches.slice(0, SHOWN);
  return (
    <>
      {shown.length < matches.length ? (
        <p className={styles.trialHelp}>{t('leadRules.shownMatches', { count: SHOWN })}</p>
      ) : null}
      <ul className={styles.matches} tabIndex={0} aria-label={t('leadRules.try')}>
        {shown.map((match) => {
          const { conversationId, messageId, conversationName, timestamp, before, after } = match;
          return (
            <li key={`${conversationId} ${messageId}`} className={styles.match}>
              <span className={styles.who} dir="auto">
                {conversationName} · <TimeText timestamp={timestamp} />
              </span>
              <span
                className={styles.change}
                data-gains={gains(match) || undefined}
                role="img"
                aria-label={t('leadRules.changeLabel', { before, after })}
              >
                {t('leadRules.change', { before, after })}
              </span>
              <span className={styles.said} dir="auto">
                {match.excerpt}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function gains({ before, after }: RuleMatch): boolean {
  return before < LEAD_THRESHOLD && after >= LEAD_THRESHOLD;
}

function loses({ before, after }: RuleMatch): boolean {
  return before >= LEAD_THRESHOLD && after < LEAD_THRESHOLD;
}
