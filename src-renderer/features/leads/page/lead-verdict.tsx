import { Button } from '@mantine/core';
import { IconTargetOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import { useLeads } from '../leads-context.ts';
import { useNotALead } from '../use-not-a-lead.ts';
import styles from './lead-page.module.css';

/** Whether a person says that it is one. Of a lead that was won nobody does any more. */
export function LeadVerdict({ lead }: { readonly lead: Lead }): ReactNode {
  const { t } = useTranslation();
  const judge = useLeads((state) => state.judgeLead);
  const notALead = useNotALead();
  if (lead.isDismissed) {
    return (
      <div className={styles.verdict} role="note">
        <p className={styles.verdictText}>{t('judgements.dismissedNote')}</p>
        <Button variant="default" size="xs" onClick={() => void judge(lead, true)}>
          {t('judgements.restore')}
        </Button>
      </div>
    );
  }
  if (lead.stage === 'won') return null;
  return (
    <Button
      className={styles.notALead}
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconTargetOff size="1rem" stroke={1.8} aria-hidden="true" />}
      onClick={() => void notALead(lead)}
    >
      {t('judgements.notALead')}
    </Button>
  );
}
