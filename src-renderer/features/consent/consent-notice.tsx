import { IconSpeakerphone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { currentConsent } from '../../../src-preload/contract/consent.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import type { ConsentStore } from './consent-store.ts';
import styles from './consent.module.css';
import { useConsents } from './use-consents.ts';

/** Above the field: that this person wants no advertising. Nothing where they have not said so. */
export function ConsentNotice({
  store,
  conversationId,
}: {
  readonly store: ConsentStore;
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const consents = shownValue(useConsents(store, { conversationId }));
  const marketing = currentConsent(consents?.records ?? [], 'marketing');
  if (marketing?.state !== 'withdrawn' && marketing?.state !== 'refused') return null;
  return (
    <p className={styles.notice} role="note">
      <IconSpeakerphone size="1rem" stroke={1.8} aria-hidden="true" />
      {t(`consent.notice.${marketing.state}`, { date: formats.date(marketing.at) })}
    </p>
  );
}
