import { Checkbox, FileInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { type ChosenFile, problemsWithSecurity, type SecurityDraft } from './security-draft.ts';
import styles from './security-fields.module.css';

interface SecurityFieldsProperties {
  readonly draft: SecurityDraft;
  readonly onChange: (draft: SecurityDraft) => void;
}

const files = ['certificateAuthority', 'clientCertificate', 'clientKey'] as const;

/** Whom a connection trusts, who we are to the server, and whether plain text will do. */
export function SecurityFields({ draft, onChange }: SecurityFieldsProperties): ReactNode {
  const { t } = useTranslation();
  const problems = problemsWithSecurity(draft);
  const choose = async (field: (typeof files)[number], file: File | null): Promise<void> => {
    const chosen: ChosenFile | null = file && { name: file.name, text: await file.text() };
    onChange({ ...draft, [field]: chosen });
  };
  return (
    <div className={styles.fields}>
      {files.map((field) => {
        const problem = problems[field];
        return (
          <FileInput
            key={field}
            size="sm"
            clearable
            label={t(`databases.security.${field}`)}
            placeholder={draft[field]?.name ?? t('databases.security.choose')}
            accept=".pem,.crt,.cer,.key"
            clearButtonProps={{ 'aria-label': t('databases.security.remove') }}
            error={problem === undefined ? null : t(`databases.security.problems.${problem}`)}
            onChange={(file) => void choose(field, file)}
          />
        );
      })}
      <Checkbox
        checked={draft.allowPlainText}
        label={t('databases.security.allowPlainText')}
        description={t('databases.security.allowPlainTextHelp')}
        onChange={(event) => onChange({ ...draft, allowPlainText: event.currentTarget.checked })}
      />
    </div>
  );
}
