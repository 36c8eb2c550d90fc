import { Button } from '@mantine/core';
import { IconDatabaseOff, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';
import { EmptyState } from './empty-state.tsx';
import { FailureText } from './failure-text.tsx';
import { useOutage } from './outage.ts';

interface ErrorStateProperties {
  readonly title: string;
  readonly failure: BridgeFailure;
  readonly onRetry: () => void;
  /** Whether it stands in a card or a panel. */
  readonly isSmall?: boolean;
}

/** Stands where content could not be loaded. */
export function ErrorState({
  title,
  failure,
  onRetry,
  isSmall = false,
}: ErrorStateProperties): ReactNode {
  const { t } = useTranslation();
  if (useOutage(failure, onRetry)) {
    return (
      <div role="status" className={isSmall ? undefined : 'desk-fill'}>
        <EmptyState
          isSmall={isSmall}
          icon={<IconDatabaseOff size="1.6rem" stroke={1.6} />}
          title={title}
        >
          {t('common.whenBack')}
        </EmptyState>
      </div>
    );
  }
  return (
    <div role="alert" className={isSmall ? undefined : 'desk-fill'}>
      <EmptyState
        tone="danger"
        isSmall={isSmall}
        icon={<IconPlugConnectedX size="1.6rem" stroke={1.6} />}
        title={title}
        action={
          <Button variant="default" size={isSmall ? 'compact-sm' : 'sm'} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        <FailureText failure={failure} />
      </EmptyState>
    </div>
  );
}

/** The same in few words, where a part of a panel could not be loaded. */
export function ErrorLine({
  failure,
  onRetry,
}: Pick<ErrorStateProperties, 'failure' | 'onRetry'>): ReactNode {
  const { t } = useTranslation();
  if (useOutage(failure, onRetry)) {
    return (
      <div role="status">
        <EmptyState
          isSmall
          icon={<IconDatabaseOff size="1.6rem" stroke={1.6} />}
          title={t('common.whenBack')}
        />
      </div>
    );
  }
  return (
    <div role="alert">
      <EmptyState
        tone="danger"
        isSmall
        icon={<IconPlugConnectedX size="1.6rem" stroke={1.6} />}
        title={t(`errors.${failure.code}.happened`)}
        action={
          <Button variant="default" size="compact-xs" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      />
    </div>
  );
}
