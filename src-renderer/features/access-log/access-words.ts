import type { AccessLogReport, AccessRow } from '../../../src-preload/contract/access-log.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useTranslation } from '../../i18n/use-translation.tsx';

type Row = Pick<
  AccessRow,
  'userId' | 'userName' | 'subjectKind' | 'subjectId' | 'subjectName' | 'isSubjectGone'
>;

interface AccessWords {
  readonly who: (row: Row) => string;
  readonly about: (row: Row) => string;
  readonly desktop: (deviceId: string, isHere: boolean) => string;
  /** What of a chain went on purpose, as a sentence. */
  readonly dropped: (chain: AccessLogReport['chains'][number]) => string;
  /** What is wrong with a chain, as a sentence. */
  readonly broken: (chain: AccessLogReport['chains'][number]) => string;
}

/** So much of a desktop's id tells it from the others of a team. */
const SHORT_ID = 8;

/** What the log says, in the words of the person who reads it. */
export function useAccessWords(): AccessWords {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return {
    who: ({ userId, userName }) =>
      userName ?? t(userId === null ? 'accessLog.nobody' : 'accessLog.formerColleague'),
    about: ({ subjectKind, subjectId, subjectName, isSubjectGone }) => {
      const kind = t(`accessLog.kinds.${subjectKind}`);
      if (isSubjectGone) return t('accessLog.gone', { kind });
      if (subjectName !== null) return t('accessLog.named', { kind, name: subjectName });
      return subjectId === null
        ? kind
        : t('accessLog.named', { kind, name: subjectId.slice(0, SHORT_ID) });
    },
    desktop: (deviceId, isHere) =>
      isHere ? t('accessLog.thisDesktop') : deviceId.slice(0, SHORT_ID),
    dropped: ({ deviceId, chainId, dropped }) =>
      dropped === undefined
        ? ''
        : t('accessLog.dropped', {
            desktop: (deviceId ?? chainId).slice(0, SHORT_ID),
            place: formats.number(dropped.seq),
            who: dropped.userName ?? t('accessLog.formerColleague'),
            day: formats.date(dropped.at),
          }),
    broken: ({ deviceId, chainId, break: found }) =>
      found === null
        ? ''
        : t(`accessLog.breaks.${found.kind}`, {
            desktop: (deviceId ?? chainId).slice(0, SHORT_ID),
            place: found.seq,
          }),
  };
}
