import { Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { type ContactCard, ContactChange } from '../../../../src-preload/contract/contact.ts';
import { useContacts } from '../contacts-context.ts';
import styles from './contact-card.module.css';

type Field = keyof ContactChange;

/** What the team noted. Each field is kept when it is left, and all of them when the card is closed. */
export function DetailsForm({ card }: { readonly card: ContactCard }): ReactNode {
  const { t } = useTranslation();
  const save = useContacts((state) => state.saveDetails);
  const [typed, setTyped] = useState<ContactChange>({});
  const [isSaved, setSaved] = useState(false);
  const { contactId } = card;

  const unsaved = changedFields(card, typed);
  const isWrong = (field: Field): boolean => !isAccepted(field, typed[field]);
  const keep = async (fields: readonly Field[]): Promise<void> => {
    const change = Object.fromEntries(
      fields.filter((field) => !isWrong(field)).map((field) => [field, typed[field]?.trim()]),
    );
    if (Object.keys(change).length === 0) return;
    setSaved(await save(contactId, change));
  };
  const last = useRef(() => {});
  useEffect(() => {
    last.current = () => void keep(unsaved);
  });
  useEffect(() => () => last.current(), []);

  const properties = (field: Field) => ({
    value: typed[field] ?? card[field],
    onBlur: () => void keep(unsaved.filter((each) => each === field)),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setSaved(false);
      setTyped((before) => ({ ...before, [field]: value }));
    },
  });
  return (
    <section aria-label={t('contactCard.noted')} className={styles.form}>
      <h3 className={styles.title}>
        {t('contactCard.noted')}
        <span className={styles.saved} role="status">
          {unsaved.length > 0 ? t('contactCard.notSaved') : isSaved ? t('contactCard.saved') : ''}
        </span>
      </h3>
      <p className={styles.soft}>{t('contactCard.notedHelp')}</p>
      <TextInput
        label={t('contactCard.name')}
        description={
          card.whatsappName === null
            ? undefined
            : t('contactCard.whatsappName', { name: card.whatsappName })
        }
        dir="auto"
        maxLength={200}
        {...properties('name')}
      />
      <TextInput
        label={t('contactCard.email')}
        type="email"
        maxLength={320}
        error={isWrong('email') ? t('contactCard.emailWrong') : undefined}
        {...properties('email')}
      />
      <div className={styles.pair}>
        <TextInput label={t('contactCard.company')} maxLength={200} {...properties('company')} />
        <TextInput label={t('contactCard.jobTitle')} maxLength={200} {...properties('title')} />
      </div>
      <Textarea
        label={t('contactCard.notes')}
        autosize
        minRows={3}
        maxRows={10}
        maxLength={4000}
        {...properties('notes')}
      />
    </section>
  );
}

function changedFields(card: ContactCard, typed: ContactChange): Field[] {
  return (Object.keys(typed) as Field[]).filter(
    (field) => typed[field] !== undefined && typed[field].trim() !== card[field],
  );
}

function isAccepted(field: Field, text: string | undefined): boolean {
  return text === undefined || ContactChange.shape[field].safeParse(text.trim()).success;
}
