import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { isolated } from '../../../i18n/isolated.ts';
import { useContacts } from '../contacts-context.ts';
import styles from './contact-card.module.css';

/** Of which contacts the team has made this one, each with the button that undoes it. */
export function MergeNotes({ card }: { readonly card: ContactCard }): ReactNode {
  const { t, i18n } = useTranslation();
  const formats = useTimeFormats();
  const undo = useContacts((state) => state.undoMerge);
  const openCard = useContacts((state) => state.openCard);
  const [isBusy, setBusy] = useState(false);
  if (card.merges.length === 0) return null;
  return (
    <section aria-label={t('duplicates.mergedTitle')}>
      <h3 className={styles.title}>{t('duplicates.mergedTitle')}</h3>
      <ul className={styles.merges}>
        {card.merges.map(({ mergeId, names, at }) => (
          <li key={mergeId}>
            <span>
              {t('duplicates.mergedWith', {
                names: new Intl.ListFormat(i18n.language).format(names.map(isolated)),
                date: formats.date(at),
              })}
            </span>
            <Button
              size="compact-sm"
              variant="default"
              disabled={isBusy}
              onClick={() => {
                setBusy(true);
                void undo(mergeId).then((isUndone) => {
                  setBusy(false);
                  if (isUndone) void openCard(card.contactId);
                });
              }}
            >
              {t('duplicates.undo')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
