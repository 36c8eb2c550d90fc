import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { stillHere } from '../../../access/still-here.ts';
import { BusinessId, CampaignId, UserId } from '../../../../src-preload/contract/ids.ts';
import {
  type Lead,
  LeadStage,
  MAXIMUM_LEAD_NOTES,
  MAXIMUM_LEAD_TEXT,
} from '../../../../src-preload/contract/lead.ts';
import type { LeadChange } from '../../../../src-preload/contract/lead-change.ts';
import { decimalOf, minorOf } from '../../../../src-preload/contract/money.ts';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { currenciesWith, rememberCurrency, usualCurrency } from '../currencies.ts';
import { useLeads } from '../leads-context.ts';
import { phoneOf } from '../phone-text.ts';
import styles from './lead-page.module.css';
import { localMoment, momentOf } from './local-moment.ts';

/** What is typed and not kept yet, and the lead as it was when that began. */
interface Typed {
  readonly base: Lead;
  readonly text: Readonly<Partial<Record<TextField, string>>>;
}
type TextField =
  | 'contactName'
  | 'phoneNumber'
  | 'lostReason'
  | 'value'
  | 'expectedClose'
  | 'step'
  | 'stepAt'
  | 'notes';

/** All that people set of a lead. Each field is kept when it is left, and all of them when the page is closed. */
export function LeadForm({ lead }: { readonly lead: Lead }): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const change = useLeads((state) => state.changeLead);
  const move = useLeads((state) => state.moveLead);
  const stages = useLeads((state) => state.stages);
  const people = useLeads((state) => state.people);
  const businesses = useLeads((state) => state.businesses);
  const campaigns = useLeads((state) => state.campaigns);
  const [typed, setTyped] = useState<Typed | null>(null);
  const [currency, setCurrency] = useState(lead.value?.currency ?? usualCurrency());
  const shownCurrency = lead.value?.currency ?? currency;

  const stored = storedTexts(lead);
  const textOf = (field: TextField): string => typed?.text[field] ?? stored[field];
  const wrong = (field: TextField): boolean => {
    const text = typed?.text[field];
    return text !== undefined && changeOf(field, text, lead, shownCurrency) === null;
  };
  /** What was typed into these fields is written; what is wrong stays, and says so. */
  const keep = async (fields: readonly TextField[]): Promise<void> => {
    if (typed === null) return;
    const rest = new Map(Object.entries(typed.text));
    let wanted: LeadChange = {};
    for (const field of fields) {
      const text = typed.text[field];
      if (text === undefined) continue;
      const next = changeOf(field, text, lead, shownCurrency);
      if (next === null) continue;
      wanted = { ...wanted, ...(text.trim() === stored[field] ? {} : next) };
      rest.delete(field);
    }
    setTyped(rest.size === 0 ? null : { ...typed, text: Object.fromEntries(rest) });
    if (Object.keys(wanted).length === 0) return;
    const outcome = await change(typed.base, wanted);
    // Nothing typed is lost: it stands in its field until it can be written.
    if (outcome === 'failed') {
      setTyped((now) => ({ base: typed.base, text: { ...typed.text, ...now?.text } }));
    }
  };
  const last = useRef(() => {});
  useEffect(() => {
    last.current = () => void keep(Object.keys(typed?.text ?? {}) as TextField[]);
  });
  useEffect(() => () => last.current(), []);

  const field = (name: TextField) => ({
    value: textOf(name),
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setTyped((before) => ({
        base: before?.base ?? lead,
        text: { ...before?.text, [name]: value },
      }));
    },
    onBlur: () => void keep([name]),
  });
  const idOr = <Id,>(value: string, parse: (id: string) => Id): Id | null =>
    value === '' ? null : parse(value);

  return (
    <section className={styles.form} aria-label={t('pipeline.facts')}>
      <div className={styles.pair}>
        <NativeSelect
          label={t('pipeline.fields.stage')}
          value={lead.stage}
          data={stages.map(({ stage }) => ({ value: stage, label: stageName(stage) }))}
          onChange={(event) => void move(lead, LeadStage.parse(event.currentTarget.value))}
        />
        <NativeSelect
          label={t('pipeline.fields.ownerId')}
          value={lead.ownerId ?? ''}
          data={[
            { value: '', label: t('pipeline.nobody') },
            ...stillHere(people, lead.ownerId).map(({ userId, name }) => ({
              value: userId,
              label: name,
            })),
            ...(lead.ownerId === null || people.some(({ userId }) => userId === lead.ownerId)
              ? []
              : [{ value: lead.ownerId, label: t('pipeline.somebody') }]),
          ]}
          onChange={(event) => {
            const ownerId = idOr(event.currentTarget.value, (id) => UserId.parse(id));
            void change(lead, { ownerId });
          }}
        />
      </div>
      {lead.stage === 'lost' ? (
        <TextInput
          label={t('pipeline.fields.lostReason')}
          dir="auto"
          maxLength={MAXIMUM_LEAD_TEXT}
          error={wrong('lostReason') ? t('pipeline.reasonNeeded') : undefined}
          {...field('lostReason')}
        />
      ) : null}
      <div className={styles.pair}>
        <div className={styles.amount}>
          <TextInput
            label={t('pipeline.fields.value')}
            inputMode="decimal"
            error={wrong('value')}
            {...field('value')}
          />
          <NativeSelect
            aria-label={t('pipeline.currency')}
            value={shownCurrency}
            data={currenciesWith(shownCurrency)}
            onChange={(event) => {
              const next = event.currentTarget.value;
              setCurrency(next);
              rememberCurrency(next);
              const minor = minorOf(stored.value, next);
              if (lead.value !== null && minor !== null) {
                void change(lead, { value: { minor, currency: next } });
              }
            }}
          />
        </div>
        <TextInput
          type="date"
          label={t('pipeline.fields.expectedClose')}
          {...field('expectedClose')}
        />
      </div>
      <TextInput
        label={t('pipeline.fields.nextStep')}
        dir="auto"
        maxLength={MAXIMUM_LEAD_TEXT}
        {...field('step')}
      />
      <TextInput
        type="datetime-local"
        label={t('pipeline.remindAt')}
        description={t('pipeline.remindHelp')}
        disabled={lead.nextStep === null}
        {...field('stepAt')}
      />
      <Textarea
        label={t('pipeline.fields.notes')}
        dir="auto"
        autosize
        minRows={3}
        maxRows={12}
        maxLength={MAXIMUM_LEAD_NOTES}
        {...field('notes')}
      />
      <div className={styles.pair}>
        {/* The others are called what their conversation is: a name of their own would not last. */}
        {lead.conversationId === null ? (
          <TextInput
            label={t('pipeline.fields.contactName')}
            dir="auto"
            maxLength={200}
            error={wrong('contactName') ? t('pipeline.nameNeeded') : undefined}
            {...field('contactName')}
          />
        ) : null}
        {lead.conversationId === null ? (
          <TextInput
            type="tel"
            label={t('pipeline.fields.phoneNumber')}
            error={wrong('phoneNumber') ? t('judgements.badPhone') : undefined}
            {...field('phoneNumber')}
          />
        ) : null}
        <NativeSelect
          label={t('pipeline.fields.businessId')}
          value={lead.businessId ?? ''}
          data={[
            { value: '', label: t('pipeline.noBusiness') },
            ...businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
          ]}
          onChange={(event) => {
            const businessId = idOr(event.currentTarget.value, (id) => BusinessId.parse(id));
            void change(lead, { businessId });
          }}
        />
        <NativeSelect
          label={t('pipeline.fields.campaignId')}
          value={lead.campaignId ?? ''}
          data={[
            { value: '', label: t('campaigns.none') },
            ...campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name })),
            ...(lead.campaignId === null ||
            campaigns.some(({ campaignId }) => campaignId === lead.campaignId)
              ? []
              : [{ value: lead.campaignId, label: t('campaigns.unknown') }]),
          ]}
          onChange={(event) => {
            const campaignId = idOr(event.currentTarget.value, (id) => CampaignId.parse(id));
            void change(lead, { campaignId });
          }}
        />
      </div>
      {/* Read out when it comes and goes. */}
      <p className={styles.saved} role="status">
        {typed === null ? '' : t('pipeline.notSaved')}
      </p>
    </section>
  );
}

function storedTexts(lead: Lead): Record<TextField, string> {
  const { value, nextStep } = lead;
  return {
    contactName: lead.contactName,
    phoneNumber: lead.phoneNumber ?? '',
    lostReason: lead.lostReason,
    value: value === null ? '' : decimalOf(value.minor, value.currency),
    expectedClose: lead.expectedClose ?? '',
    step: nextStep?.text ?? '',
    stepAt: nextStep?.at === null || nextStep === null ? '' : localMoment(nextStep.at),
    notes: lead.notes,
  };
}

/** What a text sets; null where it says nothing that can be set. */
function changeOf(
  field: TextField,
  typed: string,
  lead: Lead,
  currency: string,
): LeadChange | null {
  const text = typed.trim();
  switch (field) {
    case 'contactName':
      return text === '' ? null : { contactName: text };
    case 'phoneNumber': {
      if (text === '') return { phoneNumber: null };
      const phoneNumber = phoneOf(text);
      return phoneNumber === null ? null : { phoneNumber };
    }
    case 'lostReason':
      return text === '' ? null : { lostReason: text };
    case 'notes':
      return { notes: text };
    case 'expectedClose':
      return { expectedClose: text === '' ? null : text };
    case 'value': {
      if (text === '') return { value: null };
      const minor = minorOf(text, currency);
      return minor === null ? null : { value: { minor, currency } };
    }
    case 'step':
      return { nextStep: text === '' ? null : { text, at: lead.nextStep?.at ?? null } };
    case 'stepAt': {
      if (lead.nextStep === null) return null;
      const at = text === '' ? null : momentOf(text);
      return at !== null && Number.isNaN(at) ? null : { nextStep: { ...lead.nextStep, at } };
    }
  }
}
