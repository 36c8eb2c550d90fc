import { CloseButton } from '@mantine/core';
import {
  IconClipboardOff,
  IconDatabaseOff,
  IconKeyOff,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { Banner } from '../ui/banner.tsx';
import type { AppStore, AppStoreState, Notice } from './app-store.ts';

/** Whether a database is away, which the first of the banners then says. */
export function isDatabaseAway({ health }: Pick<AppStoreState, 'health'>): boolean {
  return health?.mongo === 'down' || health?.postgres === 'down';
}

/** What the user has to know about the things that the app depends on. */
export function HealthBanners({ store }: { readonly store: AppStore }): ReactNode {
  const { t } = useTranslation();
  const health = useStore(store, (state) => state.health);
  const hidden = useStore(store, (state) => state.hiddenNotices);
  const hide = useStore(store, (state) => state.hideNotice);
  if (health === null) {
    return null;
  }
  const hideButton = (notice: Notice): ReactNode => (
    <CloseButton size="sm" aria-label={t('health.hide')} onClick={() => hide(notice)} />
  );
  const { mongo, postgres, waiting, setAside } = health;
  return (
    <>
      {isDatabaseAway({ health }) ? (
        <Banner tone="danger" icon={<IconDatabaseOff size="1.1rem" stroke={1.8} />}>
          <strong>
            {t(
              mongo === postgres
                ? 'health.bothDown'
                : mongo === 'down'
                  ? 'health.mongoDown'
                  : 'health.postgresDown',
            )}
          </strong>{' '}
          {t('health.nothingLost')} {waiting > 0 ? t('health.waiting', { count: waiting }) : null}
        </Banner>
      ) : null}
      {health.keychain === 'unavailable' && !hidden.has('keychain') ? (
        <Banner
          tone="warning"
          icon={<IconKeyOff size="1.1rem" stroke={1.8} />}
          close={hideButton('keychain')}
        >
          {t('health.keychain')}
        </Banner>
      ) : null}
      {health.accessLog === 'unwritable' && !hidden.has('accessLog') ? (
        <Banner
          tone="warning"
          icon={<IconClipboardOff size="1.1rem" stroke={1.8} />}
          close={hideButton('accessLog')}
        >
          {t('accessLog.unwritable')}
        </Banner>
      ) : null}
      {setAside > 0 && !hidden.has('setAside') ? (
        <Banner
          tone="warning"
          icon={<IconZoomQuestion size="1.1rem" stroke={1.8} />}
          close={hideButton('setAside')}
        >
          {t('health.setAside', { count: setAside })}
        </Banner>
      ) : null}
    </>
  );
}
