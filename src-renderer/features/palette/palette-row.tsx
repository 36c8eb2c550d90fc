import { IconArrowRight } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Highlight } from '../../../src-preload/contract/search.ts';
import { assertNever } from '../../bridge/assert-never.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { hitExcerpt } from '../../ui/hit-excerpt.ts';
import { ShortcutKeys } from '../../ui/shortcut-keys.tsx';
import { useStageName } from '../../ui/lead-stage-pill.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import type { PaletteItem } from './palette-items.ts';
import styles from './palette.module.css';

/** What other features know of conversations. */
export interface PaletteContext {
  /** The account through which a conversation goes, where there are several; undefined where that is not known. */
  readonly accountOf: (conversationId: ConversationId) => string | undefined;
  /** One line for the newest message of a conversation. */
  readonly previewOf: (conversation: ConversationSummary) => string;
}

interface PaletteRowProperties {
  readonly item: PaletteItem;
  readonly isActive: boolean;
  readonly context: PaletteContext;
  readonly onChoose: (item: PaletteItem) => void;
}

/** One row; the field handles the keys and names it as its active descendant. */
export const PaletteRow = memo(function PaletteRow({
  item,
  isActive,
  context,
  onChoose,
}: PaletteRowProperties): ReactNode {
  return (
    <div
      id={item.id}
      role="option"
      aria-selected={isActive}
      className={styles.row}
      // The focus stays in the field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onChoose(item)}
    >
      <RowContent item={item} context={context} />
    </div>
  );
});

function RowContent({ item, context }: Pick<PaletteRowProperties, 'item' | 'context'>): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  switch (item.kind) {
    case 'conversation': {
      const { conversationId, name, isGroup, lastMessageAt } = item.conversation;
      return (
        <>
          <Avatar name={name} colourKey={conversationId} isGroup={isGroup} size="small" />
          <Lines
            name={<Marked text={name} marks={item.marks} />}
            account={context.accountOf(conversationId)}
            text={context.previewOf(item.conversation)}
          />
          <TimeText timestamp={lastMessageAt} className={styles.time} />
        </>
      );
    }
    case 'action': {
      const { icon: Icon, name, detail, shortcut } = item.action;
      return (
        <>
          <span className={styles.icon}>
            <Icon size="1.05rem" stroke={1.8} aria-hidden="true" />
          </span>
          <Lines name={<Marked text={name} marks={item.marks} />} text={detail} />
          {shortcut === undefined ? null : <ShortcutKeys id={shortcut} />}
        </>
      );
    }
    case 'contact': {
      const { contactId, name, phoneNumber, pushname, lastInteractionAt } = item.contact;
      return (
        <>
          <Avatar name={name} colourKey={contactId} size="small" />
          <Lines
            name={<Marked text={name} marks={item.marks} />}
            text={[phoneNumber, pushname === name ? null : pushname]
              .filter((each) => each !== null)
              .join(' · ')}
          />
          {lastInteractionAt === null ? null : (
            <TimeText timestamp={lastInteractionAt} className={styles.time} />
          )}
        </>
      );
    }
    case 'lead': {
      const { leadId, conversationId, contactName, stage, excerpt, createdAt } = item.lead;
      return (
        <>
          <Avatar name={contactName} colourKey={conversationId ?? leadId} size="small" />
          <Lines
            name={<Marked text={contactName} marks={item.marks} />}
            account={stageName(stage)}
            text={<Marked text={excerpt} marks={item.excerptMarks} />}
          />
          <TimeText timestamp={createdAt} className={styles.time} />
        </>
      );
    }
    case 'message': {
      const { message, conversationName, highlights } = item.hit;
      const sender = message.direction === 'outgoing' ? t('thread.you') : message.senderName;
      return (
        <>
          <Avatar
            name={conversationName}
            colourKey={message.conversationId}
            isGroup={message.senderName !== null}
            size="small"
          />
          <Lines
            name={conversationName}
            account={context.accountOf(message.conversationId)}
            text={
              <>
                {sender === null ? null : (
                  <>
                    <bdi>{sender}</bdi>
                    {': '}
                  </>
                )}
                <Marked text={message.content} marks={highlights} isLong />
              </>
            }
          />
          <TimeText timestamp={message.timestamp} className={styles.time} />
        </>
      );
    }
    case 'searchAll':
      return (
        <>
          <span className={styles.icon}>
            <IconArrowRight size="1.05rem" stroke={1.8} aria-hidden="true" />
          </span>
          <Lines name={t('palette.searchAll', { query: item.query })} />
          <ShortcutKeys id="searchAll" />
        </>
      );
    default:
      return assertNever(item);
  }
}

function Lines({
  name,
  account,
  text,
}: {
  readonly name: ReactNode;
  readonly account?: string | undefined;
  readonly text?: ReactNode;
}): ReactNode {
  return (
    <span className={styles.lines}>
      <span className={styles.line}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {account === undefined ? null : <span className={styles.account}>{account}</span>}
      </span>
      {text === undefined || text === '' ? null : (
        <span className={styles.text} dir="auto">
          {text}
        </span>
      )}
    </span>
  );
}

/** A text with what was looked for marked in it; of a long one what is around the first mark. */
function Marked({
  text,
  marks,
  isLong = false,
}: {
  readonly text: string;
  readonly marks: readonly Highlight[];
  readonly isLong?: boolean;
}): ReactNode {
  if (marks.length === 0 && !isLong) return text;
  return hitExcerpt(text, marks).map(({ text: part, isHit }, index) =>
    isHit ? <mark key={index}>{part}</mark> : <span key={index}>{part}</span>,
  );
}
