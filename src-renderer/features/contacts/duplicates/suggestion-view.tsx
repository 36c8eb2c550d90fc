import { Button, Checkbox, Radio } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type {
  DuplicateEvidence,
  DuplicateSuggestion,
  MergeField,
} from '../../../../src-preload/contract/contact-duplicates.ts';
import type { ContactId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useContacts } from '../contacts-context.ts';
import styles from './duplicates.module.css';
import type { MergeChoices } from './duplicates-slice.ts';
import { choosable, mainOf, settled, valueOf } from './merge-choices.ts';
import { useUndoToast } from './use-undo-toast.tsx';

interface SuggestionViewProperties {
  readonly suggestion: DuplicateSuggestion;
  readonly accountNames: ReadonlyMap<SessionId, string>;
}

/** Contacts that may be one person, side by side: why, what each has, and which of it stays. */
export function SuggestionView({ suggestion, accountNames }: SuggestionViewProperties): ReactNode {
  const { t } = useTranslation();
  const merge = useContacts((state) => state.mergeContacts);
  const tellApart = useContacts((state) => state.tellApart);
  const showUndo = useUndoToast();
  const [chosen, setChosen] = useState<MergeChoices>({});
  const [main, setMain] = useState<ContactId | null>(null);
  const [leftOut, setLeftOut] = useState<ReadonlySet<ContactId>>(new Set());
  const [isBusy, setBusy] = useState(false);

  const { contacts, evidence, certainty } = suggestion;
  const included = contacts.filter(({ contactId }) => !leftOut.has(contactId));
  const kept = included.some(({ contactId }) => contactId === main) ? main : mainOf(included);
  const choices = kept ? settled(included, kept, chosen) : {};
  const names = contacts.map(({ name }) => name).join(', ');
  const others = included.filter(({ contactId }) => contactId !== kept);

  const run = async (action: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await action();
    setBusy(false);
  };
  const onMerge = async (): Promise<void> => {
    if (!kept) return;
    const merged = others.map(({ contactId }) => contactId);
    const mergeId = await merge(kept, merged, choices);
    if (mergeId) showUndo(mergeId, included.length);
  };
  const onTellApart = async (): Promise<void> => {
    await tellApart(contacts.map(({ contactId }) => contactId));
  };
  const rows = choosable.filter((field) => contacts.some((card) => valueOf(card, field) !== ''));

  return (
    <article className={styles.suggestion} aria-label={names} data-testid="suggestion">
      <header className={styles.why}>
        <span className={styles.certainty} data-certainty={certainty}>
          {t(`duplicates.certainty.${certainty}`)}
        </span>
        <ul className={styles.evidence}>
          {evidence.map((each) => (
            <Evidence key={`${each.kind} ${each.contactIds.join()}`} {...each} all={contacts} />
          ))}
        </ul>
      </header>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <td />
              {contacts.map((card) => (
                <th key={card.contactId} scope="col">
                  <ColumnHead
                    card={card}
                    account={accountNames.get(card.sessionId) ?? t('contactCard.otherAccount')}
                    isIncluded={!leftOut.has(card.contactId)}
                    onInclude={
                      contacts.length > 2
                        ? (isIncluded) =>
                            setLeftOut((before) => {
                              const after = new Set(before);
                              if (isIncluded) after.delete(card.contactId);
                              else after.add(card.contactId);
                              return after;
                            })
                        : null
                    }
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('duplicates.fields.number')}</th>
              {contacts.map((card) => (
                <td key={card.contactId}>
                  <Radio
                    size="xs"
                    name={`main ${names}`}
                    label={card.phoneNumber ?? t('contactCard.numberHidden')}
                    aria-label={t('duplicates.keepNumber', { name: card.name })}
                    checked={kept === card.contactId}
                    disabled={leftOut.has(card.contactId)}
                    onChange={() => setMain(card.contactId)}
                  />
                </td>
              ))}
            </tr>
            {rows.map((field) => (
              <FieldRow
                key={field}
                field={field}
                group={names}
                contacts={contacts}
                leftOut={leftOut}
                chosen={choices[field] ?? null}
                onChoose={(contactId) =>
                  setChosen(({ [field]: _, ...rest }) =>
                    contactId === null ? rest : { ...rest, [field]: contactId },
                  )
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <footer className={styles.actions}>
        <p className={styles.soft}>{t('duplicates.follows')}</p>
        <Button variant="default" disabled={isBusy} onClick={() => void run(onTellApart)}>
          {t('duplicates.notSame')}
        </Button>
        <Button
          leftSection={<IconArrowMerge size="1.05rem" stroke={1.8} aria-hidden="true" />}
          disabled={isBusy || others.length === 0}
          onClick={() => void run(onMerge)}
        >
          {t('duplicates.merge', { count: included.length })}
        </Button>
      </footer>
    </article>
  );
}

function Evidence({
  kind,
  contactIds,
  weight,
  all,
}: DuplicateEvidence & { readonly all: readonly ContactCard[] }): ReactNode {
  const { t, i18n } = useTranslation();
  const said = t(`duplicates.evidence.${kind}`);
  // Where it is not true of all of them, of whom.
  const names =
    contactIds.length === all.length
      ? null
      : new Intl.ListFormat(i18n.language).format(
          all.filter(({ contactId }) => contactIds.includes(contactId)).map(({ name }) => name),
        );
  return (
    <li>
      {names === null ? said : t('duplicates.evidenceOf', { said, names })}{' '}
      <span className={styles.weight}>
        {weight.toLocaleString(i18n.language, { style: 'percent' })}
      </span>
    </li>
  );
}

function ColumnHead({
  card,
  account,
  isIncluded,
  onInclude,
}: {
  readonly card: ContactCard;
  readonly account: string;
  readonly isIncluded: boolean;
  readonly onInclude: ((isIncluded: boolean) => void) | null;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.head}>
      {onInclude === null ? (
        <span className={styles.name} dir="auto">
          {card.name}
        </span>
      ) : (
        <Checkbox
          size="xs"
          label={<bdi>{card.name}</bdi>}
          aria-label={t('duplicates.include', { name: card.name })}
          checked={isIncluded}
          onChange={(event) => onInclude(event.currentTarget.checked)}
        />
      )}
      <span className={styles.soft}>{t('contactCard.through', { account })}</span>
      <span className={styles.soft}>
        {t('duplicates.talks', { count: card.conversations.length })}
        {card.lastInteractionAt === null ? null : (
          <>
            {' · '}
            <TimeText timestamp={card.lastInteractionAt} />
          </>
        )}
      </span>
    </div>
  );
}

function FieldRow({
  field,
  group,
  contacts,
  leftOut,
  chosen,
  onChoose,
}: {
  readonly field: MergeField;
  readonly group: string;
  readonly contacts: readonly ContactCard[];
  readonly leftOut: ReadonlySet<ContactId>;
  /** Null: all of them together. */
  readonly chosen: ContactId | null;
  readonly onChoose: (contactId: ContactId | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const businesses = shownValue(useContacts((state) => state.businesses));
  const label = t(`duplicates.fields.${field}`);
  const shown = (card: ContactCard): string =>
    field === 'business'
      ? (businesses?.find(({ businessId }) => businessId === card.businessId)?.name ?? '…')
      : card[field];
  // Where only one of them has something, that is what stays.
  const values = new Set(
    contacts.map((card) => valueOf(card, field)).filter((value) => value !== ''),
  );
  const name = `${field} ${group}`;
  return (
    <tr>
      <th scope="row">
        {label}
        {field === 'notes' && values.size > 1 ? (
          <Radio
            size="xs"
            name={name}
            label={t('duplicates.together')}
            checked={chosen === null}
            onChange={() => onChoose(null)}
          />
        ) : null}
      </th>
      {contacts.map((card) => (
        <td key={card.contactId} className={styles.value}>
          {valueOf(card, field) === '' ? (
            <span className={styles.soft}>–</span>
          ) : values.size < 2 ? (
            <span dir="auto">{shown(card)}</span>
          ) : (
            <Radio
              size="xs"
              name={name}
              label={<span dir="auto">{shown(card)}</span>}
              aria-label={t('duplicates.keepValue', { field: label, value: shown(card) })}
              checked={chosen === card.contactId}
              disabled={leftOut.has(card.contactId)}
              onChange={() => onChoose(card.contactId)}
            />
          )}
        </td>
      ))}
    </tr>
  );
}
