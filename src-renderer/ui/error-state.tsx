import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';
import { EmptyState } from './empty-state.tsx';
import { FailureText } from './failure-text.tsx';

interface ErrorStateProperties {
  readonly title: string;
  readonly failure: BridgeFailure;
  readonly onRetry: () => void;
}

/** Fills a place whose content could not be loaded. */
export function ErrorState({ title, failure, onRetry }: ErrorStateProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="alert" className="desk-fill">
      <EmptyState
        tone="danger"
        icon={<IconPlugConnectedX size="1.6rem" stroke={1.6} />}
        title={title}
        action={
          <Button variant="default" size="sm" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        }
      >
        <FailureText failure={failure} />
      </EmptyState>
    </div>
  );
}
