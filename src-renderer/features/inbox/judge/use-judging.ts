import { notifications } from '@mantine/notifications';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { showUndoToast } from '../../../ui/show-undo-toast.tsx';
import { useInbox } from '../inbox-context.ts';
import type { Judged } from './judge-slice.ts';

/** Says of a message or a lead what a person thinks of it, tells what came of it, and offers to undo it. */
export function useJudging(): {
  readonly confirm: (message: Message) => Promise<void>;
  readonly deny: (message: Message) => Promise<void>;
  readonly dismiss: (lead: Lead) => Promise<void>;
  readonly restore: (lead: Lead) => Promise<void>;
} {
  const { t } = useTranslation();
  const confirmBuying = useInbox((state) => state.confirmBuying);
  const denyBuying = useInbox((state) => state.denyBuying);
  const judgeLead = useInbox((state) => state.judgeLead);
  const say = (message: string, color?: string): void => {
    notifications.show({
      message,
      ...(color !== undefined && { color }),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };
  const tell = (judged: Judged, onSaved: (lead: Lead) => void): void => {
    switch (judged.outcome) {
      case 'saved':
        onSaved(judged.lead);
        return;
      case 'gone':
        say(t('judgements.gone'), 'yellow');
        return;
      case 'changed':
      case 'another_open':
        say(t(`pipeline.problems.${judged.outcome}`), 'yellow');
        return;
      case 'failed':
        // It was reported.
        return;
    }
  };
  const restore = async (lead: Lead): Promise<void> => {
    tell(await judgeLead(lead, true), ({ contactName }) =>
      say(t('judgements.restored', { name: contactName })),
    );
  };
  const offerUndo = (lead: Lead): void =>
    showUndoToast({
      id: `no-lead-${lead.leadId}`,
      message: t('judgements.dismissed', { name: lead.contactName }),
      undo: t('judgements.undo'),
      close: t('common.close'),
      onUndo: () => void restore(lead),
    });
  return {
    restore,
    async confirm(message) {
      if (await confirmBuying(message)) say(t('judgements.confirmed'));
    },
    async deny(message) {
      tell(await denyBuying(message), offerUndo);
    },
    async dismiss(lead) {
      tell(await judgeLead(lead, false), offerUndo);
    },
  };
}
