import { Button, SegmentedControl } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { GalleryKind, type Message } from '../../../../src-preload/contract/message.ts';
import { assertNever } from '../../../bridge/assert-never.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { useInbox } from '../inbox-context.ts';
import { DocumentList } from './document-list.tsx';
import { LinkList } from './link-list.tsx';
import { PanelData } from './panel-data.tsx';
import { PanelSection } from './panel-section.tsx';
import { PictureGrid } from './picture-grid.tsx';
import styles from './side-panel.module.css';
import { TaggedList } from './tagged-list.tsx';

/** What of the conversation can be looked through on its own, newest first. */
export function MediaSection({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const question = useInbox((state) => state.galleryQuestion);
  const gallery = useInbox((state) => state.gallery);
  const ask = useInbox((state) => state.askGallery);
  const load = useInbox((state) => state.loadGallery);
  const loadMore = useInbox((state) => state.loadMoreGallery);
  const showOriginal = useInbox((state) => state.showOriginal);
  const onShow = (message: Message): void => void showOriginal(conversationId, message.messageId);
  return (
    <PanelSection section="media">
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('sidePanel.sections.media')}
        data={GalleryKind.options.map((value) => ({ value, label: t(`sidePanel.kinds.${value}`) }))}
        value={question.kind}
        onChange={(value) => void ask({ kind: GalleryKind.parse(value), tag: null })}
      />
      <PanelData data={gallery} lines={3} onRetry={() => void load()}>
        {(list) => (
          <>
            {list.items.length === 0 && question.tag === null ? (
              <EmptyState
                isSmall
                icon={<IconPaperclip stroke={1.6} />}
                title={t(`sidePanel.none.${question.kind}`)}
              />
            ) : (
              <Messages messages={list.items} onShow={onShow} />
            )}
            <LoadMore more={list.more} onRetry={() => void loadMore()} />
            {list.next === null || list.more !== 'idle' ? null : (
              <Button
                variant="default"
                size="compact-sm"
                className={styles.wide}
                onClick={() => void loadMore()}
              >
                {t('sidePanel.more')}
              </Button>
            )}
          </>
        )}
      </PanelData>
    </PanelSection>
  );
}

function Messages(properties: {
  readonly messages: readonly Message[];
  readonly onShow: (message: Message) => void;
}): ReactNode {
  const kind = useInbox((state) => state.galleryQuestion.kind);
  switch (kind) {
    case 'pictures':
      return <PictureGrid {...properties} />;
    case 'documents':
      return <DocumentList {...properties} />;
    case 'links':
      return <LinkList {...properties} />;
    case 'tagged':
      return <TaggedList {...properties} />;
    default:
      return assertNever(kind);
  }
}
