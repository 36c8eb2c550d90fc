import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { SessionId } from '../../../../src-preload/contract/ids.ts';
import { BlockDialog } from '../../../ui/block-dialog.tsx';
import { useContacts } from '../contacts-context.ts';
import styles from './contact-card.module.css';

interface AccountListProperties {
  readonly card: ContactCard;
  readonly accountNames: ReadonlyMap<SessionId, string>;
}

/** Which accounts know the person, and whether they are blocked there: that is each account's own. */
export function AccountList({ card, accountNames }: AccountListProperties): ReactNode {
  const { t } = useTranslation();
  const setBlocked = useContacts((state) => state.setBlocked);
  const [asked, setAsked] = useState<SessionId | null>(null);
  const [busy, setBusy] = useState<SessionId | null>(null);
  const nameOf = (sessionId: SessionId): string =>
    accountNames.get(sessionId) ?? t('contactCard.otherAccount');
  const change = (sessionId: SessionId, isBlocked: boolean): void => {
    setBusy(sessionId);
    void setBlocked(card.contactId, sessionId, isBlocked).finally(() => setBusy(null));
  };
  return (
    <section aria-label={t('block.accounts')}>
      <h3 className={styles.title}>{t('block.accounts')}</h3>
      <ul className={styles.merges}>
        {card.accounts.map(({ sessionId, isBlocked }) => (
          <li key={sessionId}>
            <span>
              <span dir="auto">{nameOf(sessionId)}</span>
              {isBlocked ? <span className={styles.blocked}>{t('contacts.blocked')}</span> : null}
            </span>
            {accountNames.has(sessionId) ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={busy === sessionId}
                aria-label={t(isBlocked ? 'block.unblockIn' : 'block.blockIn', {
                  account: nameOf(sessionId),
                })}
                onClick={() => (isBlocked ? change(sessionId, false) : setAsked(sessionId))}
              >
                {t(isBlocked ? 'block.unblock' : 'block.block')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <BlockDialog
        isOpen={asked !== null}
        name={card.name}
        account={asked === null ? undefined : nameOf(asked)}
        onClose={() => setAsked(null)}
        onConfirm={() => {
          if (asked !== null) change(asked, true);
        }}
      />
    </section>
  );
}
