import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { Busy } from '../../ui/busy.tsx';
import { HistoryBeginning } from './history-lines.tsx';
import type { ThreadContent } from './thread-content.ts';

interface EdgeProperties {
  readonly content: ThreadContent;
  readonly onRetry: () => void;
}

/** What stands above the first message: where the history begins, or that more of it comes. */
export function OlderEdge({
  content,
  conversationId,
  onRetry,
}: EdgeProperties & { readonly conversationId: ConversationId }): ReactNode {
  const { t } = useTranslation();
  if (content.next === null) {
    return content.messages.length === 0 ? (
      t('thread.empty')
    ) : (
      <HistoryBeginning conversationId={conversationId} />
    );
  }
  if (content.older === 'failed')
    return <Failed words={t('thread.olderFailed')} onRetry={onRetry} />;
  return <Loading isUnderWay={content.older === 'loading'} words={t('thread.loadingOlder')} />;
}

/** What stands below the last message where it is not the newest. */
export function NewerEdge({ content, onRetry }: EdgeProperties): ReactNode {
  const { t } = useTranslation();
  if (content.reachesNewest) return null;
  if (content.newer === 'failed')
    return <Failed words={t('thread.newerFailed')} onRetry={onRetry} />;
  return <Loading isUnderWay={content.newer === 'loading'} words={t('thread.loadingNewer')} />;
}

/** Only while something is fetched: what moves has the window drawn sixty times a second, wherever it stands. */
function Loading({
  isUnderWay,
  words,
}: {
  readonly isUnderWay: boolean;
  readonly words: string;
}): ReactNode {
  return isUnderWay ? <Busy size="xs" type="dots" name={words} /> : null;
}

function Failed({
  words,
  onRetry,
}: {
  readonly words: string;
  readonly onRetry: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <span role="alert">
      {words}{' '}
      <Button variant="subtle" size="compact-xs" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </span>
  );
}
