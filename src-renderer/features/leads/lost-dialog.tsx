import { Button, Group, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { type Lead, MAXIMUM_LEAD_TEXT } from '../../../src-preload/contract/lead.ts';
import { useLeads } from './leads-context.ts';

/** Asks why a lead is lost: without a reason it stays where it is. */
export function LostDialog(): ReactNode {
  const { t } = useTranslation();
  const losing = useLeads((state) => state.losing);
  const lose = useLeads((state) => state.loseLead);
  return (
    <Modal
      opened={losing !== null}
      onClose={() => void lose(null)}
      title={t('pipeline.lostTitle', { name: losing?.contactName ?? '' })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      size="sm"
      centered
    >
      {losing === null ? null : <ReasonForm key={losing.leadId} lead={losing} />}
    </Modal>
  );
}

function ReasonForm({ lead }: { readonly lead: Lead }): ReactNode {
  const { t } = useTranslation();
  const lose = useLeads((state) => state.loseLead);
  const [reason, setReason] = useState(lead.lostReason);
  const isEmpty = reason.trim() === '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty) void lose(reason.trim());
      }}
    >
      <Textarea
        label={t('pipeline.lostReason')}
        autosize
        minRows={2}
        maxLength={MAXIMUM_LEAD_TEXT}
        value={reason}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => void lose(null)}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" disabled={isEmpty}>
          {t('pipeline.lose')}
        </Button>
      </Group>
    </form>
  );
}
