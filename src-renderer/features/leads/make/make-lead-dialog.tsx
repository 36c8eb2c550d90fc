import { Button, Group, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { stillHere } from '../../../access/still-here.ts';
import { BusinessId, UserId } from '../../../../src-preload/contract/ids.ts';
import { isClosed, LeadStage, MAXIMUM_LEAD_NOTES } from '../../../../src-preload/contract/lead.ts';
import { minorOf } from '../../../../src-preload/contract/money.ts';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { currenciesWith, rememberCurrency, usualCurrency } from '../currencies.ts';
import { useLeads } from '../leads-context.ts';
import page from '../page/lead-page.module.css';
import { phoneOf } from '../phone-text.ts';
import type { LeadMaking } from './make-slice.ts';

/** A lead that no message made: of a conversation, or of somebody who is to be found by a number. */
export function MakeLeadDialog(): ReactNode {
  const { t } = useTranslation();
  const making = useLeads((state) => state.making);
  const leave = useLeads((state) => state.leaveMaking);
  return (
    <Modal
      opened={making !== null}
      onClose={leave}
      title={t(making?.conversation ? 'judgements.newFor' : 'judgements.new')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      centered
    >
      {making === null ? null : <MakeForm making={making} />}
    </Modal>
  );
}

function MakeForm({ making: { conversation } }: { readonly making: LeadMaking }): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const stages = useLeads((state) => state.stages);
  const people = useLeads((state) => state.people);
  const businesses = useLeads((state) => state.businesses);
  const make = useLeads((state) => state.makeLead);
  const leave = useLeads((state) => state.leaveMaking);
  const [name, setName] = useState(conversation?.name ?? '');
  const [phone, setPhone] = useState('');
  const [stage, setStage] = useState<LeadStage>('new');
  const [owner, setOwner] = useState('');
  const [business, setBusiness] = useState('');
  const [value, setValue] = useState('');
  const [currency, setCurrency] = useState(usualCurrency());
  const [expectedClose, setExpectedClose] = useState('');
  const [notes, setNotes] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const [isSaving, setIsSaving] = useState(false);

  const phoneNumber = phoneOf(phone);
  const minor = minorOf(value.trim(), currency);
  const problems = {
    name: name.trim() === '' && t('pipeline.nameNeeded'),
    phone: phone.trim() !== '' && phoneNumber === null && t('judgements.badPhone'),
    value: value.trim() !== '' && minor === null && t('judgements.badValue'),
  };
  const submit = async (): Promise<void> => {
    setWasSent(true);
    if (isSaving || Object.values(problems).some(Boolean)) return;
    setIsSaving(true);
    if (minor !== null) rememberCurrency(currency);
    const outcome = await make({
      conversationId: conversation?.conversationId ?? null,
      contactName: name.trim(),
      ...{
        phoneNumber,
        stage,
        lostReason: '',
        nextStep: null,
        notes: notes.trim(),
        campaignId: null,
      },
      ownerId: owner === '' ? null : UserId.parse(owner),
      businessId: business === '' ? null : BusinessId.parse(business),
      value: minor === null ? null : { minor, currency },
      expectedClose: expectedClose === '' ? null : expectedClose,
    });
    setIsSaving(false);
    if (outcome !== 'another_open') return;
    notifications.show({
      color: 'yellow',
      message: t('judgements.anotherOpen'),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
  };

  return (
    <form
      className={page.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextInput
        data-autofocus
        label={t('pipeline.fields.contactName')}
        dir="auto"
        maxLength={200}
        value={name}
        error={wasSent && problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {conversation === null ? (
        <TextInput
          type="tel"
          label={t('pipeline.fields.phoneNumber')}
          description={t('judgements.phoneHelp')}
          value={phone}
          error={wasSent && problems.phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
        />
      ) : null}
      <div className={page.pair}>
        <NativeSelect
          label={t('pipeline.fields.stage')}
          value={stage}
          // One that is lost needs a reason, and is none to begin with.
          data={stages
            .filter((each) => !isClosed(each.stage) || each.stage === 'won')
            .map((each) => ({ value: each.stage, label: stageName(each.stage) }))}
          onChange={(event) => setStage(LeadStage.parse(event.currentTarget.value))}
        />
        <NativeSelect
          label={t('pipeline.fields.ownerId')}
          value={owner}
          data={[
            { value: '', label: t('pipeline.nobody') },
            ...stillHere(people).map((each) => ({ value: each.userId, label: each.name })),
          ]}
          onChange={(event) => setOwner(event.currentTarget.value)}
        />
      </div>
      <div className={page.pair}>
        <div className={page.amount}>
          <TextInput
            label={t('pipeline.fields.value')}
            inputMode="decimal"
            value={value}
            error={wasSent && problems.value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label={t('pipeline.currency')}
            value={currency}
            data={currenciesWith(currency)}
            onChange={(event) => setCurrency(event.currentTarget.value)}
          />
        </div>
        <TextInput
          type="date"
          label={t('pipeline.fields.expectedClose')}
          value={expectedClose}
          onChange={(event) => setExpectedClose(event.currentTarget.value)}
        />
      </div>
      {businesses.length === 0 ? null : (
        <NativeSelect
          label={t('pipeline.fields.businessId')}
          value={business}
          data={[
            { value: '', label: t('pipeline.noBusiness') },
            ...businesses.map((each) => ({ value: each.businessId, label: each.name })),
          ]}
          onChange={(event) => setBusiness(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={t('pipeline.fields.notes')}
        dir="auto"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAXIMUM_LEAD_NOTES}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={leave}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={isSaving}>
          {t('judgements.make')}
        </Button>
      </Group>
    </form>
  );
}
