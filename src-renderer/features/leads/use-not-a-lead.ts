import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { showUndoToast } from '../../ui/show-undo-toast.tsx';
import { useLeads } from './leads-context.ts';

/** Says of a lead that it is none, and offers to undo that. */
export function useNotALead(): (lead: Lead) => Promise<void> {
  const { t } = useTranslation();
  const judge = useLeads((state) => state.judgeLead);
  return async (lead) => {
    const dismissed = await judge(lead, false);
    if (dismissed === null) return;
    showUndoToast({
      id: `no-lead-${lead.leadId}`,
      message: t('judgements.dismissed', { name: lead.contactName }),
      undo: t('judgements.undo'),
      close: t('common.close'),
      onUndo: () => void judge(dismissed, true),
    });
  };
}
