import { Alert, Button, PasswordInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { SelectSetting } from './select-setting.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

const MONTHS = [6, 7, 8, 9, 10, 11, 12];

/** When conversations go to the archive, and where what was read lately is kept. */
export function StorageCard(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings((state) => shownValue(state.settings));
  const setMonths = useSettings((state) => state.setArchiveAfterMonths);
  return (
    <section className={styles.card} aria-label={t('storage.title')}>
      <h2 className={styles.title}>{t('storage.title')}</h2>
      <SelectSetting
        name={t('storage.archive')}
        help={t('storage.archiveHelp')}
        disabled={!settings}
        value={String(settings?.archiveAfterMonths ?? 12)}
        data={MONTHS.map((months) => ({
          value: String(months),
          label: t('storage.months', { count: months }),
        }))}
        onChoose={(value) => void setMonths(Number(value))}
      />
      <CacheSetting />
    </section>
  );
}

function CacheSetting(): ReactNode {
  const { t } = useTranslation();
  const cache = useSettings((state) => state.cache);
  const load = useSettings((state) => state.loadCache);
  const setRedis = useSettings((state) => state.setRedis);
  const [url, setUrl] = useState('');
  const [isChanged, setChanged] = useState(false);
  useEffect(() => {
    if (cache.status === 'idle') void load();
  }, [cache.status, load]);
  const host = shownValue(cache)?.redisHost ?? null;
  const keep = async (redisUrl: string | null): Promise<void> => {
    await setRedis(redisUrl);
    setChanged(true);
  };
  return (
    <form
      className={styles.cache}
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== '') void keep(url.trim()).then(() => setUrl(''));
      }}
    >
      <PasswordInput
        className={styles.grows}
        label={<span className={styles.name}>{t('storage.redis')}</span>}
        description={host === null ? t('storage.redisNone') : t('storage.redisUsed', { host })}
        placeholder="rediss://user:password@cache.example:6379"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Button type="submit" variant="light" disabled={url.trim() === ''}>
        {t('storage.redisKeep')}
      </Button>
      {host === null ? null : (
        <Button variant="default" onClick={() => void keep(null)}>
          {t('storage.redisForget')}
        </Button>
      )}
      {cache.status === 'failed' ? (
        <Alert role="alert" color="red">
          <FailureText failure={cache.failure} />
        </Alert>
      ) : isChanged ? (
        <span role="status">{t('storage.redisLater')}</span>
      ) : null}
    </form>
  );
}
