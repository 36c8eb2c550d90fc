import { notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import type { ReportFailure } from '../bridge/store-dependencies.ts';
import { FailureReference } from '../ui/failure-text.tsx';

/** The one place that shows failures which have no place of their own on the screen. */
export function createFailureReporter(words: i18n): ReportFailure {
  return ({ code, reference }) => {
    // The window itself says that a database is away, and for how long: here only what that means for what was done.
    const isAway = code === 'database_unreachable';
    notifications.show({
      // The same trouble again replaces the notice instead of piling up.
      id: `failure-${code}`,
      color: 'red',
      role: 'alert',
      autoClose: 9000,
      title: isAway ? words.t('common.notDone') : words.t(`errors.${code}.happened`),
      message: (
        <>
          {isAway ? words.t('common.notDoneAdvice') : words.t(`errors.${code}.advice`)}
          <FailureReference
            words={reference === '' ? '' : words.t('common.reference', { reference })}
          />
        </>
      ),
      closeButtonProps: { 'aria-label': words.t('common.close') },
    });
  };
}
