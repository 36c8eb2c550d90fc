import type { TFunction } from 'i18next';
import type { Diagnostics } from '../../../src-preload/contract/diagnostics.ts';
import type { StoreTest } from '../../../src-preload/contract/store-connection.ts';
import type { TimeFormats } from '../../ui/time/time-formats.ts';

/** One line of what is shown, and copied. */
export interface DiagnosticsFact {
  readonly name: string;
  readonly value: string;
  /** Whether it keeps the app from working as it should. */
  readonly isTrouble: boolean;
}

/** What the diagnostics say, in the user's language, in the order in which it is shown. */
export function diagnosticsFacts(
  t: TFunction,
  formats: Pick<TimeFormats, 'full' | 'number'>,
  diagnostics: Diagnostics,
): DiagnosticsFact[] {
  const { versions, health, outbox, stores, freeDiskMb } = diagnostics;
  const fine = (name: string, value: string): DiagnosticsFact => ({
    name,
    value,
    isTrouble: false,
  });
  const judged = (name: string, value: string, isTrouble: boolean): DiagnosticsFact => ({
    name,
    value,
    isTrouble,
  });
  const megabytes = (value: number): string =>
    t('diagnostics.megabytes', { amount: formats.number(value) });
  return [
    fine(t('diagnostics.app'), versions.app),
    fine(t('diagnostics.electron'), versions.electron),
    fine(t('diagnostics.chromium'), versions.chromium),
    fine(t('diagnostics.node'), versions.node),
    fine(t('diagnostics.whatsAppLibrary'), versions.whatsAppLibrary),
    fine(t('diagnostics.system'), versions.system),
    judged(
      t('diagnostics.mongodb'),
      storeText(t, stores?.mongodb),
      stores?.mongodb.ok !== true || health.mongo === 'down',
    ),
    judged(
      t('diagnostics.postgres'),
      storeText(t, stores?.postgres),
      stores?.postgres.ok !== true || health.postgres === 'down',
    ),
    judged(
      t('diagnostics.keychain'),
      t(health.keychain === 'up' ? 'diagnostics.keychainUp' : 'diagnostics.keychainUnavailable'),
      health.keychain !== 'up',
    ),
    judged(
      t('diagnostics.notifications'),
      t(
        diagnostics.notifications
          ? 'diagnostics.notificationsUp'
          : 'diagnostics.notificationsUnavailable',
      ),
      !diagnostics.notifications,
    ),
    ...diagnostics.accounts.map(({ sessionId, state }, index) =>
      fine(t('diagnostics.account', { number: index + 1 }), `${state} (${sessionId})`),
    ),
    judged(t('diagnostics.outbox'), t('diagnostics.outboxValue', outbox), outbox.failed > 0),
    judged(
      t('diagnostics.journal'),
      t('diagnostics.journalValue', { waiting: health.waiting, setAside: health.setAside }),
      health.setAside > 0,
    ),
    fine(t('diagnostics.memory'), megabytes(diagnostics.memoryMb)),
    fine(
      t('diagnostics.disk'),
      freeDiskMb === null ? t('diagnostics.unknown') : megabytes(freeDiskMb),
    ),
    fine(
      t('diagnostics.uptime'),
      formats.full(diagnostics.takenAt - diagnostics.uptimeSeconds * 1000),
    ),
  ];
}

/** What is put on the clipboard: the facts, a line each, and the lines of the log. */
export function diagnosticsText(
  facts: readonly DiagnosticsFact[],
  logLines: readonly string[],
): string {
  return [...facts.map(({ name, value }) => `${name}: ${value}`), '', ...logLines].join('\n');
}

function storeText(t: TFunction, test: StoreTest | undefined): string {
  if (test === undefined) return t('diagnostics.storeClosed');
  const failed = test.steps.find(({ state }) => state === 'failed');
  if (failed) {
    return t('diagnostics.storeFailed', { step: t(`databases.steps.${failed.step}`) });
  }
  const passed = test.steps.flatMap((step) => (step.state === 'ok' ? [step] : []));
  const version = passed.find((step) => step.version !== undefined)?.version;
  const milliseconds = passed.find((step) => step.milliseconds !== undefined)?.milliseconds;
  return t('diagnostics.storeUp', {
    version: version ?? t('diagnostics.unknown'),
    milliseconds: Math.round(milliseconds ?? 0),
  });
}
