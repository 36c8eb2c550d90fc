import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../access/may.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useAccessLog } from './access-log-context.ts';

/** The way to drop old months, for who may: the log says so itself. */
export function DropMonths(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const months = useAccessLog((state) => state.months);
  const ask = useAccessLog((state) => state.askForMonths);
  if (!may('accessLog.drop')) return null;
  return (
    <>
      <Button variant="default" onClick={() => void ask()}>
        {t('accessLog.dropMonths')}
      </Button>
      {months === null ? null : <Choice months={months} />}
    </>
  );
}

function Choice({ months }: { readonly months: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  const isDropping = useAccessLog((state) => state.isDropping);
  const failure = useAccessLog((state) => state.dropFailure);
  const drop = useAccessLog((state) => state.drop);
  const close = useAccessLog((state) => state.forgetMonths);
  const [until, setUntil] = useState('');
  const isEmpty = months.length === 0;
  return (
    <FormDialog
      title={t('accessLog.dropTitle')}
      text={t(isEmpty ? 'accessLog.dropNone' : 'accessLog.dropText')}
      confirm={t('accessLog.drop')}
      isFilled={until !== ''}
      isBusy={isDropping}
      isDangerous
      failure={failure}
      onConfirm={() => void drop(until)}
      onClose={close}
    >
      {isEmpty ? null : (
        <NativeSelect
          label={t('accessLog.dropUntil')}
          value={until}
          data={[{ value: '', label: t('accessLog.dropChoose') }, ...months]}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
    </FormDialog>
  );
}
