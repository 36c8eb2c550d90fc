import { Button, NativeSelect, Switch } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { useContacts } from '../contacts-context.ts';
import styles from './import.module.css';
import { contactColumns, type ContactColumn, type ContactTable } from './read-contact-file.ts';
import { RefusedRows } from './refused-rows.tsx';
import { type ContactMapping, countryOf, readyToImport, type ReadyImport } from './to-imported.ts';

const previewRows = 4;

interface MatchColumnsProperties {
  readonly table: ContactTable;
  readonly mapping: ContactMapping;
  readonly sessions: readonly Session[];
}

/** What the file's columns are, and what will come of it. */
export default function MatchColumns({
  table,
  mapping,
  sessions,
}: MatchColumnsProperties): ReactNode {
  const { t } = useTranslation();
  const setMapping = useContacts((state) => state.setMapping);
  const begin = useContacts((state) => state.beginImport);
  const run = useContacts((state) => state.runImport);
  const accounts = sessions.filter(({ phoneNumber }) => phoneNumber !== undefined);
  const [chosen, setChosen] = useState<string | undefined>(accounts[0]?.sessionId);
  const [overwrites, setOverwrites] = useState(false);
  const account = accounts.find(({ sessionId }) => sessionId === chosen);
  const number = account?.phoneNumber ?? null;
  const ready = useReadyImport(table, mapping, number);
  const count = ready.contacts.length;
  const hasNumbers = mapping.phoneNumber !== undefined;
  const shownColumns = contactColumns.filter((column) => mapping[column] !== undefined);
  return (
    <div className={styles.match}>
      {table.format === 'csv' ? (
        <fieldset className={styles.columns}>
          <legend>{t('contactFiles.match')}</legend>
          {contactColumns.map((column) => (
            <ColumnChoice
              key={column}
              column={column}
              table={table}
              place={mapping[column]}
              onChoose={(place) => setMapping(withColumn(mapping, column, place))}
            />
          ))}
        </fieldset>
      ) : null}
      {accounts.length === 0 ? (
        <p role="alert" className={styles.problem}>
          {t('contactFiles.noAccount')}
        </p>
      ) : (
        <NativeSelect
          label={t('contactFiles.account')}
          description={t('contactFiles.accountHelp')}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={accounts.map(({ sessionId, pushname, phoneNumber }) => ({
            value: sessionId,
            label: pushname ?? phoneNumber ?? '',
          }))}
        />
      )}
      <Switch
        label={t('contactFiles.overwrites')}
        description={t('contactFiles.overwritesHelp')}
        checked={overwrites}
        onChange={(event) => setOverwrites(event.currentTarget.checked)}
      />
      {hasNumbers ? (
        <>
          {count === 0 ? null : (
            // Focusable, so that the keyboard can scroll it.
            <section
              aria-label={t('contactFiles.preview')}
              className={styles.previewBox}
              tabIndex={0}
            >
              <h3 className={styles.title}>{t('contactFiles.preview')}</h3>
              <table className={styles.preview}>
                <thead>
                  <tr>
                    {shownColumns.map((column) => (
                      <th key={column} scope="col">
                        {t(`contactFiles.columns.${column}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {ready.contacts.slice(0, previewRows).map((contact) => (
                    <tr key={contact.phoneNumber}>
                      {shownColumns.map((column) => (
                        <td key={column} dir="auto">
                          {contact[column]}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
          <p role="status" className={styles.count}>
            {t('contactFiles.ready', { count })} {t('contactFiles.nameRule')}
          </p>
          {ready.refused.length === 0 ? null : (
            <RefusedRows
              title={t('contactFiles.willRefuse', { count: ready.refused.length })}
              rows={ready.refused}
            />
          )}
        </>
      ) : (
        <p role="alert" className={styles.problem}>
          {t('contactFiles.numberNeeded')}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="default" onClick={begin}>
          {t('contactFiles.anotherFile')}
        </Button>
        <Button
          disabled={!hasNumbers || count === 0 || account === undefined}
          onClick={() => {
            if (account !== undefined) void run(account.sessionId, ready, overwrites);
          }}
        >
          {t('contactFiles.run', { count })}
        </Button>
      </div>
    </div>
  );
}

/** Reads the whole file anew only when something else is to come of it. */
function useReadyImport(
  table: ContactTable,
  mapping: ContactMapping,
  accountNumber: string | null,
): ReadyImport {
  return useMemo(
    () => readyToImport(table, mapping, countryOf(accountNumber)),
    [table, mapping, accountNumber],
  );
}

interface ColumnChoiceProperties {
  readonly column: ContactColumn;
  readonly table: ContactTable;
  readonly place: number | undefined;
  readonly onChoose: (place: number | undefined) => void;
}

function ColumnChoice({ column, table, place, onChoose }: ColumnChoiceProperties): ReactNode {
  const { t } = useTranslation();
  const label = t(`contactFiles.columns.${column}`);
  return (
    <NativeSelect
      label={label}
      aria-label={t('contactFiles.columnOf', { column: label })}
      value={place ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChoose(value === '' ? undefined : Number(value));
      }}
      data={[
        { value: '', label: t('contactFiles.noColumn') },
        ...table.headers.map((header, index) => ({
          value: String(index),
          label: header === '' ? t('contactFiles.unnamedColumn', { number: index + 1 }) : header,
        })),
      ]}
    />
  );
}

function withColumn(
  mapping: ContactMapping,
  column: ContactColumn,
  place: number | undefined,
): ContactMapping {
  const { [column]: _, ...others } = mapping;
  return place === undefined ? others : { ...others, [column]: place };
}
