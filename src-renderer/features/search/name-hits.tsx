import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ContactId, ConversationId, SessionId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { hitExcerpt } from '../../ui/hit-excerpt.ts';
import { LeadStagePill } from '../../ui/lead-stage-pill.tsx';
import { matchWords } from '../../ui/match-words.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import styles from './name-hits.module.css';
import { FEW_NAMES, type NameKind, nameKinds } from './name-slice.ts';
import { useSearch } from './search-context.ts';

export interface NameHitActions {
  /** The account through which a conversation goes, where there are several. */
  readonly accountOf: (sessionId: SessionId) => string | undefined;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
  readonly onOpenContact: (contactId: ContactId) => void;
}

/** One line of what has the name that is looked for. */
interface Line {
  readonly id: string;
  readonly name: string;
  readonly colourKey: string;
  readonly isGroup?: boolean;
  /** Where it is. */
  readonly where: ReactNode;
  /** Milliseconds; null for never. */
  readonly at: number | null;
  readonly open: () => void;
}

/** Conversations, contacts and leads that are called so, above the messages; nothing where there are none. */
export function NameHits(actions: NameHitActions): ReactNode {
  const { t } = useTranslation();
  const names = useSearch((state) => state.names);
  const lines = useLines(actions);
  const found = nameKinds.filter((kind) => lines[kind].length > 0);
  // Where the messages cannot be had either, that is said in their place.
  const hitsFailed = useSearch(({ hits }) => hits.status === 'failed');
  const hasFailed = !hitsFailed && nameKinds.some((kind) => names[kind].status === 'failed');
  if (found.length === 0 && !hasFailed) return null;
  return (
    <section className={styles.names} aria-label={t('searchPage.title')}>
      {hasFailed ? (
        <p className={styles.failed} role="alert">
          {t('searchPage.notAll')}
        </p>
      ) : null}
      <div className={styles.kinds}>
        {found.map((kind) => (
          <Kind key={kind} kind={kind} lines={lines[kind]} />
        ))}
      </div>
    </section>
  );
}

function Kind({
  kind,
  lines,
}: {
  readonly kind: NameKind;
  readonly lines: readonly Line[];
}): ReactNode {
  const { t } = useTranslation();
  const wideKind = useSearch((state) => state.wideKind);
  const widen = useSearch((state) => state.widen);
  const isBusy = useSearch(({ names }) => names[kind].status === 'refreshing');
  const isWide = wideKind === kind;
  return (
    <div
      role="group"
      aria-label={t(`palette.groups.${kind}`)}
      aria-busy={isBusy}
      className={styles.kind}
    >
      <div className={styles.head}>
        <span className={styles.kindName} aria-hidden="true">
          {t(`palette.groups.${kind}`)}
        </span>
        {!isWide && lines.length <= FEW_NAMES ? null : (
          <UnstyledButton
            className={styles.more}
            aria-expanded={isWide}
            aria-label={t(isWide ? 'searchPage.fewerOf' : 'searchPage.moreOf', {
              kind: t(`palette.groups.${kind}`),
            })}
            onClick={() => void widen(isWide ? null : kind)}
          >
            {t(isWide ? 'searchPage.fewer' : 'searchPage.more')}
          </UnstyledButton>
        )}
      </div>
      <ul className={styles.lines}>
        {(isWide ? lines : lines.slice(0, FEW_NAMES)).map((line) => (
          <li key={line.id}>
            <NameLine line={line} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function NameLine({ line }: { readonly line: Line }): ReactNode {
  const query = useSearch((state) => state.query);
  const { name, colourKey, isGroup = false, where, at, open } = line;
  const marks = matchWords(name, query) ?? [];
  return (
    <UnstyledButton className={styles.line} onClick={open}>
      <Avatar name={name} colourKey={colourKey} isGroup={isGroup} size="small" />
      <span className={styles.name} dir="auto">
        {hitExcerpt(name, marks).map(({ text, isHit }, index) =>
          isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </span>
      <span className={styles.where}>{where}</span>
      {at === null ? null : <TimeText timestamp={at} className={styles.time} />}
    </UnstyledButton>
  );
}

function useLines({
  accountOf,
  onOpenConversation,
  onOpenContact,
}: NameHitActions): Readonly<Record<NameKind, readonly Line[]>> {
  const { conversations, contacts, leads } = useSearch((state) => state.names);
  return {
    conversations: (shownValue(conversations) ?? []).map((each) => ({
      id: each.conversationId,
      name: each.name,
      colourKey: each.conversationId,
      isGroup: each.isGroup,
      where: accountOf(each.sessionId),
      at: each.lastMessageAt,
      open: () => onOpenConversation(each.conversationId),
    })),
    contacts: (shownValue(contacts) ?? []).map((each) => ({
      id: each.contactId,
      name: each.name,
      colourKey: each.contactId,
      where: [each.company, each.phoneNumber].find((text) => text),
      at: each.lastInteractionAt,
      open: () => onOpenContact(each.contactId),
    })),
    leads: (shownValue(leads) ?? []).map((each) => ({
      id: each.leadId,
      name: each.contactName,
      colourKey: each.conversationId ?? each.leadId,
      where: <LeadStagePill stage={each.stage} />,
      at: each.createdAt,
      open: () => {
        // One of a file has none, and is not found by the name of a conversation.
        if (each.conversationId !== null) onOpenConversation(each.conversationId);
      },
    })),
  };
}
