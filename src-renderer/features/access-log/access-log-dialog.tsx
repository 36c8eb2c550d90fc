import { Button, Modal } from '@mantine/core';
import { IconDownload, IconListSearch, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useAccessLog } from './access-log-context.ts';
import styles from './access-log.module.css';
import { AccessFilterBar } from './access-filter-bar.tsx';
import { AccessTable } from './access-table.tsx';

/** All of the log, as the filters leave it. */
export function AccessLogDialog(): ReactNode {
  const { t } = useTranslation();
  const close = useAccessLog((state) => state.close);
  return (
    <Modal
      opened
      onClose={close}
      size="80rem"
      title={t('accessLog.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ content: styles.dialog ?? '', body: styles.dialogBody ?? '' }}
    >
      <AccessFilterBar />
      <Rows />
      <Actions />
    </Modal>
  );
}

function Rows(): ReactNode {
  const { t } = useTranslation();
  const rows = useAccessLog((state) => state.rows);
  const load = useAccessLog((state) => state.load);
  const isFiltered = useAccessLog(({ filter }) => Object.keys(filter).length > 0);
  const list = shownValue(rows);
  if (list === undefined) {
    return (
      <div className={styles.place}>
        {rows.status === 'failed' ? (
          <ErrorState
            title={t('accessLog.loadFailedTitle')}
            failure={rows.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonRows count={9} withAvatar={false} />
        )}
      </div>
    );
  }
  return (
    <>
      {rows.status === 'failed' ? (
        <RefreshFailed failure={rows.failure} onRetry={() => void load()} />
      ) : null}
      {list.items.length === 0 ? (
        <div className={styles.place}>
          <EmptyState
            icon={<IconListSearch size="1.6rem" stroke={1.6} />}
            title={t(isFiltered ? 'accessLog.noneFoundTitle' : 'accessLog.emptyTitle')}
          >
            {t(isFiltered ? 'accessLog.noneFoundText' : 'accessLog.emptyText')}
          </EmptyState>
        </div>
      ) : (
        <AccessTable list={list} />
      )}
    </>
  );
}

function Actions(): ReactNode {
  const { t } = useTranslation();
  const rows = useAccessLog((state) => state.rows);
  const load = useAccessLog((state) => state.load);
  const exportRows = useAccessLog((state) => state.exportRows);
  const isExporting = useAccessLog((state) => state.isExporting);
  const exported = useAccessLog((state) => state.exported);
  return (
    <div className={styles.foot}>
      <span role="status" className={styles.help}>
        {exported === null ? '' : t('accessLog.exported', { count: exported })}
      </span>
      <Button
        variant="default"
        leftSection={<IconRefresh size="1rem" stroke={1.8} aria-hidden="true" />}
        loading={rows.status === 'refreshing'}
        onClick={() => void load()}
      >
        {t('accessLog.refresh')}
      </Button>
      <Button
        variant="light"
        leftSection={<IconDownload size="1rem" stroke={1.8} aria-hidden="true" />}
        loading={isExporting}
        onClick={() => void exportRows()}
      >
        {t('accessLog.export')}
      </Button>
    </div>
  );
}
