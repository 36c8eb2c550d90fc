import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { MessageId } from '../../../../src-preload/contract/ids.ts';
import type { QuotedMessage } from '../../../../src-preload/contract/message-content.ts';
import { useInbox } from '../inbox-context.ts';
import { KindPlaceholder } from './kind-placeholder.tsx';
import styles from './quote-block.module.css';

interface QuoteBlockProperties {
  readonly quote: QuotedMessage;
  readonly onShow: (messageId: MessageId) => void;
}

/** Above an answer: what it answers. */
export function QuoteBlock({ quote, onShow }: QuoteBlockProperties): ReactNode {
  const { t } = useTranslation();
  const isNotStored = useInbox((state) => state.missingOriginals.has(quote.messageId));
  const { messageId, isOurs, senderName, type, preview } = quote;
  const isMissing = type === 'unknown' && preview === '';
  const name = isOurs ? t('bubble.you') : senderName;
  const content = (
    <>
      {name === null || isMissing ? null : (
        <bdi className={styles.name} data-ours={isOurs}>
          {name}
        </bdi>
      )}
      <span className={styles.preview} dir="auto">
        {isMissing ? (
          t('bubble.originalMissing')
        ) : preview === '' ? (
          <KindPlaceholder type={type} />
        ) : (
          preview
        )}
      </span>
    </>
  );
  if (isMissing) {
    return (
      <div className={styles.quote} data-testid="quote">
        {content}
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className={styles.quote}
        data-testid="quote"
        title={t('bubble.showOriginal')}
        onClick={() => onShow(messageId)}
      >
        {content}
      </button>
      {/* There before it says anything, so that a screen reader notices what comes into it. */}
      <div role="status" className={styles.notStored} dir="auto">
        {isNotStored ? t('bubble.originalNotStored') : null}
      </div>
    </>
  );
}
