import { IconAddressBook, IconCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { useInbox } from '../inbox-context.ts';
import { type ContactCard, importable } from './card-slice.ts';
import styles from './card.module.css';

/** Puts a card that somebody sent among the contacts of the account; nothing where it holds no usable number. */
export function SaveCardButton({
  conversationId,
  card,
}: {
  readonly conversationId: ConversationId;
  readonly card: ContactCard;
}): ReactNode {
  const { t } = useTranslation();
  const saveCard = useInbox((state) => state.saveCard);
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | 'known'>('idle');
  if (importable(card).length === 0) return null;
  const isDone = state === 'saved' || state === 'known';
  const Icon = isDone ? IconCheck : IconAddressBook;
  return (
    <button
      type="button"
      className={styles.action}
      disabled={state !== 'idle'}
      onClick={() => {
        setState('saving');
        void saveCard(conversationId, card).then((outcome) => setState(outcome ?? 'idle'));
      }}
    >
      <Icon size="0.9375rem" stroke={1.75} aria-hidden="true" />
      <span aria-live="polite">{t(isDone ? `bubble.card.${state}` : 'bubble.card.save')}</span>
    </button>
  );
}
