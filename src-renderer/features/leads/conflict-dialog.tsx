import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { contestedFields } from './change-slice.ts';
import styles from './conflict-dialog.module.css';
import { useLeads } from './leads-context.ts';
import { useFieldText } from './use-field-text.ts';

/** Somebody else has set the same: shows both, and asks which is to stand. */
export function ConflictDialog(): ReactNode {
  const { t } = useTranslation();
  const conflict = useLeads((state) => state.conflict);
  const settle = useLeads((state) => state.settleConflict);
  const textOf = useFieldText();
  return (
    <Modal
      opened={conflict !== null}
      onClose={() => void settle('theirs')}
      title={t('pipeline.conflictTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      closeOnClickOutside={false}
      centered
    >
      {conflict === null ? null : (
        <>
          <p className={styles.text}>
            {t('pipeline.conflictText', { name: conflict.theirs.contactName })}
          </p>
          <table className={styles.both}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="desk-visually-hidden">{t('pipeline.field')}</span>
                </th>
                <th scope="col">{t('pipeline.theirs')}</th>
                <th scope="col">{t('pipeline.mine')}</th>
              </tr>
            </thead>
            <tbody>
              {contestedFields(conflict.base, conflict.theirs, conflict.change).map((field) => (
                <tr key={field}>
                  <th scope="row">{t(`pipeline.fields.${field}`)}</th>
                  <td dir="auto">{textOf(field, conflict.theirs)}</td>
                  <td dir="auto">{textOf(field, conflict.change)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Group justify="flex-end" mt="md">
            <Button variant="default" data-autofocus onClick={() => void settle('theirs')}>
              {t('pipeline.keepTheirs')}
            </Button>
            <Button onClick={() => void settle('mine')}>{t('pipeline.keepMine')}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
