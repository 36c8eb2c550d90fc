import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useContacts } from '../contacts-context.ts';
import type { FileImport } from './files-slice.ts';
import styles from './import.module.css';

export function ChooseFile({
  problem,
}: {
  readonly problem: (FileImport & { step: 'choosing' })['problem'];
}): ReactNode {
  const { t } = useTranslation();
  const choose = useContacts((state) => state.chooseFile);
  const [isOver, setOver] = useState(false);
  return (
    <div
      className={styles.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) void choose(file);
      }}
    >
      <IconFileImport size="2rem" stroke={1.4} aria-hidden="true" />
      <FileButton
        accept=".csv,.txt,.vcf,.vcard,text/csv,text/vcard"
        inputProps={{ 'aria-label': t('contactFiles.choose') }}
        onChange={(file) => {
          if (file !== null) void choose(file);
        }}
      >
        {(properties) => (
          <Button {...properties} data-autofocus>
            {t('contactFiles.choose')}
          </Button>
        )}
      </FileButton>
      <p className={styles.soft}>{t('contactFiles.dropHint')}</p>
      {problem === null ? null : (
        <p role="alert" className={styles.problem}>
          {t(`contactFiles.problems.${problem}`)}
        </p>
      )}
    </div>
  );
}
