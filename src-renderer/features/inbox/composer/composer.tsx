import { useWindowEvent } from '@mantine/hooks';
import {
  IconAlertTriangle,
  IconClockPause,
  IconForms,
  IconMicrophone,
  IconSpeakerphone,
} from '@tabler/icons-react';
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { Schedule } from '../../../../src-preload/contract/outgoing.ts';
import type { WritingSettings } from '../../../../src-preload/contract/writing.ts';
import { commandKey } from '../../../ui/command-key.ts';
import { isMac } from '../../../ui/is-mac.ts';
import { useStable } from '../../../ui/use-stable.ts';
import { EmojiButton } from '../emoji/emoji-button.tsx';
import { useFieldText } from './use-field-text.ts';
import { AttachButton, RecordButton, SendButton } from './composer-buttons.tsx';
import { ComposerExtras } from './composer-extras.tsx';
import { extrasOf } from './composer-extras-of.ts';
import { canSend, remainingCharacters } from './composer-slice.ts';
import styles from './composer.module.css';
import { isShortcut } from '../../../ui/shortcuts.ts';
import { placeholderOf, unfilledVariables } from '../../../ui/fill-variables.ts';
import { QuickReplyList, quickReplyOptionId } from './quick-reply-list.tsx';
import { useQuickReplies } from './use-quick-replies.ts';
import { markForKey, toggleMark } from './text-marks.ts';
import { useVoiceRecorder } from './voice/use-voice-recorder.ts';
import { VoiceBar } from './voice/voice-bar.tsx';
import { useInbox } from '../inbox-context.ts';
import { CollisionWarning } from '../presence/collision-warning.tsx';
import { TypingHint } from '../presence/typing-hint.tsx';
import type { SendingObstacle } from '../sending-obstacle.ts';
import { ScheduleMenu } from './schedule-menu.tsx';

interface ComposerProperties {
  readonly conversation: ConversationSummary;
  /** What keeps messages from going at once; null where nothing does. */
  readonly obstacle: SendingObstacle | null;
}

/** Where the user writes. Enter or Ctrl+Enter sends, as the settings say; being offline does not stop anybody. */
export function Composer({ conversation, obstacle }: ComposerProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name } = conversation;
  const draft = useInbox((state) => state.drafts.get(conversationId) ?? '');
  const setDraft = useInbox((state) => state.setDraft);
  const sendDraft = useInbox((state) => state.sendDraft);
  const extras = useInbox((state) => extrasOf(state, conversationId));
  const attach = useInbox((state) => state.attach);
  const leaveExtras = useInbox((state) => state.leaveExtras);
  const isAbout = extras.replyTo !== null || extras.editing !== null;
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  const hintId = useId();
  const voice = useVoiceRecorder(conversationId);
  const sendKey = useInbox((state) => state.writing.sendKey);
  const listId = useId();
  const replies = useQuickReplies(conversation, field);
  const replace = useFieldText(conversationId, field);
  const [unfilled] = unfilledVariables(draft);
  const remaining = remainingCharacters(draft);

  // Whoever came to read one message begins there.
  const isOpenedAtMessage = useInbox((state) => state.openedAt !== null);
  useEffect(() => {
    if (!isOpenedAtMessage) field.current?.focus();
  }, [conversationId, isOpenedAtMessage]);
  useEffect(() => {
    if (isAbout) field.current?.focus();
  }, [isAbout]);

  const isRecording = voice.recording !== null;
  const wasRecording = useRef(false);
  useEffect(() => {
    if (wasRecording.current && !isRecording) field.current?.focus();
    wasRecording.current = isRecording;
  }, [isRecording]);

  const keepDrafts = useInbox((state) => state.keepDrafts);
  // Before another conversation is shown, and whenever this may be the last that is heard of this window.
  useEffect(() => keepDrafts, [conversationId, keepDrafts]);
  useWindowEvent('blur', keepDrafts);
  useWindowEvent('beforeunload', keepDrafts);

  // What is around the field is not drawn again with every key.
  const send = useStable((schedule?: Schedule): void => {
    if (replies.selectUnfilled()) return;
    void sendDraft(conversationId, schedule);
    field.current?.focus();
  });
  const insert = useStable((emoji: string): void => {
    const { selectionStart, selectionEnd } = field.current ?? {};
    replace({ from: selectionStart ?? draft.length, to: selectionEnd ?? draft.length }, emoji);
  });
  const onChoose = useStable((files: readonly File[]): void => {
    attach(conversationId, files);
    field.current?.focus();
  });
  const record = useStable(voice.start);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (replies.onKeyDown(event)) return;
    if (isSendKey(event, sendKey)) {
      event.preventDefault();
      send();
    }
    const mark = markForKey(event);
    if (mark !== null) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      const marked = toggleMark(draft, selectionStart, selectionEnd, mark);
      replace(marked.place, marked.text, marked.selected);
    }
    // The first Escape leaves the answer, the next one the conversation.
    if (isShortcut('leave', event) && isAbout && !event.nativeEvent.isComposing) {
      event.stopPropagation();
      leaveExtras(conversationId);
    }
  };
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer): void => {
    const files = [...data.files];
    if (files.length === 0) return;
    event.preventDefault();
    attach(conversationId, files);
    field.current?.focus();
  };
  const ObstacleIcon = obstacle?.needsPerson === true ? IconAlertTriangle : IconClockPause;
  const hasChoice = replies.isOpen && replies.found.length > 0;
  const isEmpty = draft === '' && extras.files.length === 0 && extras.editing === null;
  const mayGo = canSend(draft, extras.files) && extras.isSending !== true;

  return (
    <form
      className={styles.composer}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <CollisionWarning conversationId={conversationId} field={field} />
      <div className={styles.notes} id={noteId} role="status">
        <TypingHint conversationId={conversationId} />
        {obstacle === null ? null : (
          <span className={styles.obstacle} data-grave={obstacle.needsPerson}>
            <ObstacleIcon size="1.1em" stroke={1.9} aria-hidden="true" />
            {t(`composer.obstacles.${obstacle.reason}`)}
          </span>
        )}
        {unfilled === undefined ? null : (
          <span className={styles.obstacle} data-grave="true">
            <IconForms size="1.1em" stroke={1.9} aria-hidden="true" />
            {t('composer.quickReplies.unfilled', { variable: placeholderOf(unfilled.variable) })}
          </span>
        )}
        {extras.isMarketing === true ? (
          <span className={styles.obstacle} data-grave="false">
            <IconSpeakerphone size="1.1em" stroke={1.9} aria-hidden="true" />
            {t('composer.quickReplies.marketing')}
          </span>
        ) : null}
        {voice.problem === null ? null : (
          <span className={styles.obstacle} data-grave="true">
            <IconMicrophone size="1.1em" stroke={1.9} aria-hidden="true" />
            {t(`composer.voice.problems.${voice.problem}`)}
          </span>
        )}
        {remaining === null ? null : (
          <span className={styles.limit} data-over={remaining < 0}>
            {remaining < 0
              ? t('composer.tooLong', { count: -remaining })
              : t('composer.remaining', { count: remaining })}
          </span>
        )}
      </div>
      {replies.isOpen ? <QuickReplyList id={listId} replies={replies} /> : null}
      <ComposerExtras conversationId={conversationId} />
      {voice.recording === null ? null : (
        <div className={styles.box}>
          <VoiceBar recording={voice.recording} voice={voice} />
        </div>
      )}
      <div className={styles.box} hidden={isRecording}>
        <AttachButton disabled={extras.editing !== null} onChoose={onChoose} />
        <EmojiButton onPick={insert} />
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={draft}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label', { name })}
          aria-describedby={`${noteId} ${hintId}`}
          aria-invalid={remaining !== null && remaining < 0}
          aria-autocomplete="list"
          aria-controls={hasChoice ? listId : undefined}
          aria-activedescendant={hasChoice ? quickReplyOptionId(listId, replies.active) : undefined}
          onChange={(event) => {
            setDraft(conversationId, event.currentTarget.value);
            replies.noteCaret();
          }}
          onSelect={replies.noteCaret}
          onKeyDown={onKeyDown}
          onPaste={(event) => take(event, event.clipboardData)}
        />
        <ScheduleMenu disabled={!mayGo || extras.editing !== null} onChoose={send} />
        {isEmpty ? (
          <RecordButton onRecord={record} />
        ) : (
          <SendButton disabled={!mayGo} loading={extras.isSending === true} />
        )}
      </div>
      <div className={styles.hint} id={hintId} hidden={isRecording}>
        {t(`composer.hints.${sendKey}`, { command: commandKey() })}
      </div>
    </form>
  );
}

function isSendKey(
  { key, shiftKey, ctrlKey, metaKey, nativeEvent }: KeyboardEvent,
  sendKey: WritingSettings['sendKey'],
): boolean {
  // While an input method composes, Enter chooses a word.
  if (key !== 'Enter' || shiftKey || nativeEvent.isComposing) return false;
  return sendKey === 'enter' || (isMac() ? metaKey : ctrlKey);
}
