import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { MAXIMUM_HOLD_REASON } from '../../../src-preload/contract/retention.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useRetention } from './retention-context.ts';

interface HoldDialogProperties {
  readonly contactId: ContactId;
  /** What the person is called. */
  readonly name: string;
  readonly onClose: () => void;
}

/** Asks for the reason of a hold. */
export function PlaceHoldDialog({ contactId, name, onClose }: HoldDialogProperties): ReactNode {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const place = useRetention((state) => state.placeHold);
  const isBusy = useRetention((state) => state.isBusy);
  const failure = useRetention((state) => state.failure);
  return (
    <FormDialog
      title={t('hold.placeTitle', { name })}
      text={t('hold.placeText')}
      confirm={t('hold.placeConfirm')}
      isFilled={reason.trim() !== ''}
      isBusy={isBusy}
      failure={failure}
      onClose={onClose}
      onConfirm={() => {
        void place(contactId, reason.trim()).then((isHeld) => {
          if (isHeld) onClose();
        });
      }}
    >
      <Textarea
        label={t('hold.reason')}
        description={t('hold.reasonHelp')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        maxLength={MAXIMUM_HOLD_REASON}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

/** Asks before a hold is lifted: what is old enough goes then. */
export function LiftHoldDialog({ contactId, name, onClose }: HoldDialogProperties): ReactNode {
  const { t } = useTranslation();
  const lift = useRetention((state) => state.liftHold);
  const isBusy = useRetention((state) => state.isBusy);
  const failure = useRetention((state) => state.failure);
  return (
    <FormDialog
      title={t('hold.liftTitle', { name })}
      text={t('hold.liftText')}
      confirm={t('hold.liftConfirm')}
      isFilled
      isDangerous
      isBusy={isBusy}
      failure={failure}
      onClose={onClose}
      onConfirm={() => {
        void lift(contactId).then((isLifted) => {
          if (isLifted) onClose();
        });
      }}
    />
  );
}
