import { IconTargetOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useNotALead } from '../use-not-a-lead.ts';
import styles from './board.module.css';

/** Over the edge of a card that the mouse or the keyboard is at: says that it is no lead. */
export function DismissButton({
  lead,
  isCurrent,
}: {
  readonly lead: Lead;
  /** Whether the keyboard's way through the board leads here. */
  readonly isCurrent: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const notALead = useNotALead();
  if (lead.stage === 'won') return null;
  return (
    <IconButton
      variant="default"
      size="sm"
      className={styles.dismiss ?? ''}
      tabIndex={isCurrent ? 0 : -1}
      name={t('judgements.notALeadNamed', { name: lead.contactName })}
      hint={t('judgements.notALead')}
      onClick={() => void notALead(lead)}
    >
      <IconTargetOff size="0.95rem" stroke={1.8} />
    </IconButton>
  );
}
