import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConsentRecord } from '../../../src-preload/contract/consent.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';

/** Says of a record when and how the person said so, and who noted it. */
export function useConsentWords(): { readonly howAndWhen: (record: ConsentRecord) => string } {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return {
    howAndWhen: ({ at, method, recordedBy }) => {
      const said = { date: formats.date(at), how: t(`consent.how.${method}`) };
      return recordedBy === null
        ? t('consent.said', said)
        : t('consent.saidAndNoted', { ...said, name: recordedBy });
    },
  };
}
