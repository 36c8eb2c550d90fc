import type { CommandInput } from '../../../../src-preload/contract/contract.ts';
import type { Draft } from '../../../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { MAXIMUM_TEXT_LENGTH, type Message } from '../../../../src-preload/contract/message.ts';
import type { Schedule } from '../../../../src-preload/contract/outgoing.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { EventRecorder } from '../../../bridge/event-recorder.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { unfilledVariables } from '../../../ui/fill-variables.ts';
import type { ComposerExtras, ComposerSlice, HandedOver, SliceAccess } from '../inbox-state.ts';
import type { MessageEvent } from '../thread-slice.ts';
import { type AttachedFile, isTooLarge, planMessages } from './attached-file.ts';
import { createAttachments } from './attachments-slice.ts';
import { extrasOf } from './composer-extras-of.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { draftOf, joinTexts } from './kept-draft.ts';

/** From how many characters before the limit on the user is told about it. */
const nearLimit = 2_000;

/** How many characters may still be typed, once that is worth telling; negative when the text is too long. */
export function remainingCharacters(text: string): number | null {
  const remaining = MAXIMUM_TEXT_LENGTH - text.length;
  return remaining <= nearLimit ? remaining : null;
}

export function canSend(text: string, files: readonly AttachedFile[] = []): boolean {
  return (
    (text.trim() !== '' || files.length > 0) &&
    text.length <= MAXIMUM_TEXT_LENGTH &&
    files.every((file) => file.caption.length <= MAXIMUM_TEXT_LENGTH && !isTooLarge(file))
  );
}

export function createComposerSlice(
  dependencies: StoreDependencies,
  { get, set }: SliceAccess,
  recorder: EventRecorder<MessageEvent>,
): ComposerSlice {
  const { bridge, reportFailure } = dependencies;
  const keeper = createDraftKeeper(dependencies, (conversationId) =>
    draftOf(get(), conversationId),
  );
  let isRestored = false;

  const setDraft = (conversationId: ConversationId, text: string): void => {
    const drafts = new Map(get().drafts);
    if (text === '') {
      drafts.delete(conversationId);
    } else {
      drafts.set(conversationId, text);
    }
    set({ drafts });
    // With the text goes what was said of it.
    if (text === '' && extrasOf(get(), conversationId).isMarketing === true) {
      setExtras(conversationId, { isMarketing: false });
    }
    keeper.note(conversationId);
  };

  const setExtras = (conversationId: ConversationId, change: Partial<ComposerExtras>): void => {
    const extras = new Map(get().extras);
    extras.set(conversationId, { ...extrasOf(get(), conversationId), ...change });
    set({ extras });
    keeper.note(conversationId);
  };

  /** What was set aside for a change is what is written again. */
  const leaveEditing = (conversationId: ConversationId): void => {
    const { editing, aside } = extrasOf(get(), conversationId);
    if (editing === null) return;
    setDraft(conversationId, aside?.text ?? '');
    setExtras(conversationId, {
      editing: null,
      aside: undefined,
      replyTo: aside?.replyTo ?? null,
      files: aside?.files ?? [],
    });
  };

  const startEditing = (message: Message, text: string): void => {
    const { conversationId } = message;
    leaveEditing(conversationId);
    const { files, replyTo } = extrasOf(get(), conversationId);
    const aside = { text: get().drafts.get(conversationId) ?? '', files, replyTo };
    setExtras(conversationId, { editing: message, replyTo: null, files: [], aside });
    setDraft(conversationId, text);
  };

  const attachments = createAttachments(dependencies, { get }, setExtras, leaveEditing);

  /** Nothing that main cannot take is lost: it stands before what has been typed since. */
  const giveBack = (
    conversationId: ConversationId,
    { text, replyTo, editing, isMarketing = false }: HandedOver,
  ): void => {
    const now = extrasOf(get(), conversationId);
    if (editing !== null && now.editing === null) {
      startEditing(editing, text);
    } else if (editing === null && now.aside !== undefined) {
      const { aside } = now;
      setExtras(conversationId, { aside: { ...aside, text: joinTexts([text, aside.text]) } });
    } else {
      setDraft(conversationId, joinTexts([text, get().drafts.get(conversationId)]));
      if (editing === null) {
        setExtras(conversationId, {
          replyTo: now.replyTo ?? replyTo,
          isMarketing: isMarketing || now.isMarketing === true,
        });
      }
    }
  };

  /** Meanwhile a text is kept on this computer, though it is not in the field. */
  const keepDuring = async (
    conversationId: ConversationId,
    given: HandedOver,
    work: () => Promise<void>,
  ): Promise<void> => {
    const others = (): HandedOver[] =>
      (extrasOf(get(), conversationId).handedOver ?? []).filter((each) => each !== given);
    setExtras(conversationId, { handedOver: [...others(), given] });
    try {
      await work();
    } finally {
      setExtras(conversationId, { handedOver: others() });
    }
  };

  const handOver = (
    conversationId: ConversationId,
    given: HandedOver,
    work: () => Promise<void>,
  ): Promise<void> =>
    keepDuring(conversationId, given, async () => {
      try {
        await work();
      } catch (error) {
        giveBack(conversationId, given);
        throw error;
      }
    });

  const send = async (input: CommandInput<'message.send'>): Promise<void> => {
    const { answer, meanwhile } = await recorder.during(async () => {
      // What is written is shown below the newest message, which must be there for that.
      const [sent] = await Promise.all([
        call(bridge, 'message.send', input),
        get().showNewest(input.conversationId as ConversationId),
      ]);
      return sent;
    });
    get().receiveMessage(answer);
    for (const event of meanwhile) {
      if (event.kind === 'changed' && event.message.messageId === answer.messageId) {
        // It went further before the answer was here.
        get().receiveMessage(event.message);
      } else if (event.kind === 'discarded' && event.messageId === answer.messageId) {
        get().removeMessage(answer.conversationId, event.messageId);
      }
    }
  };

  /** One message for each file, the first with the text; what could not be taken is answered. */
  const sendAll = async (
    conversationId: ConversationId,
    text: string,
    { files, replyTo, isMarketing = false }: ComposerExtras,
    schedule: Schedule | undefined,
  ): Promise<void> => {
    const options = {
      conversationId,
      ...(replyTo && { replyTo: replyTo.messageId }),
      ...(isMarketing && { isMarketing }),
      ...(schedule && { schedule }),
    };
    for (const planned of planMessages(text, files)) {
      const attachment = planned.file && (await attachmentOf(conversationId, planned.file.key));
      await send({ ...options, text: planned.text, ...(attachment && { attachment }) });
      if (planned.file) attachments.takeAway(conversationId, planned.file.key);
      if (planned.hasField && files.length > 0) takeSent(conversationId, text);
    }
  };

  const attachmentOf = async (conversationId: ConversationId, key: string) => {
    const uploadId = await attachments.uploadOf(conversationId, key);
    const { form } = extrasOf(get(), conversationId).files.find((file) => file.key === key) ?? {};
    return form && { kind: 'file' as const, uploadId, form };
  };

  /** What was typed since then stays. */
  const takeSent = (conversationId: ConversationId, text: string): void => {
    const now = get().drafts.get(conversationId) ?? '';
    if (now.startsWith(text)) setDraft(conversationId, now.slice(text.length).trimStart());
  };

  return {
    drafts: new Map(),
    extras: new Map(),
    setDraft,
    noteMarketing: (conversationId) => setExtras(conversationId, { isMarketing: true }),
    keepSoon: (conversationId) => keeper.note(conversationId),
    keepDrafts: () => keeper.keepNow(),

    async restoreDrafts() {
      if (isRestored) {
        // What could not be kept while the app was locked.
        keeper.keepNow();
        return;
      }
      try {
        const kept = await call(bridge, 'draft.list', {});
        isRestored = true;
        for (const draft of kept) restore(draft);
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    attach: attachments.attach,
    detach: attachments.detach,
    moveFile: attachments.moveFile,
    captionFile: attachments.captionFile,
    soundOf: attachments.soundOf,
    allowMicrophone: attachments.allowMicrophone,
    releaseMicrophone: attachments.releaseMicrophone,

    replyTo(message) {
      leaveEditing(message.conversationId);
      setExtras(message.conversationId, { replyTo: message });
    },

    startEditing: (message) => startEditing(message, message.content),

    leaveExtras(conversationId) {
      if (extrasOf(get(), conversationId).editing !== null) leaveEditing(conversationId);
      else setExtras(conversationId, { replyTo: null });
    },

    async sendDraft(conversationId, schedule) {
      const text = get().drafts.get(conversationId) ?? '';
      const extras = extrasOf(get(), conversationId);
      if (!canSend(text, extras.files) || extras.isSending === true) {
        return;
      }
      // Nobody greets a customer by a placeholder: the composer shows what is to be filled in.
      if (unfilledVariables(text).length > 0) return;
      if (get().holdForAnswer(conversationId, schedule)) return;
      const { editing, replyTo, files, isMarketing = false } = extras;
      try {
        if (files.length > 0) {
          await sendFiles(conversationId, text, extras, schedule);
          return;
        }
        // A text is out of the way at once; files stay to be seen until they are handed over.
        if (editing === null) {
          setDraft(conversationId, '');
          setExtras(conversationId, { replyTo: null });
        } else {
          leaveEditing(conversationId);
        }
        await handOver(conversationId, { text, replyTo, editing, isMarketing }, () =>
          editing === null
            ? sendAll(conversationId, text, extras, schedule)
            : change(editing, text),
        );
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    async takeBack(message) {
      const { conversationId, messageId, content } = message;
      const thread = get().threads.get(conversationId);
      const quoted = (thread && shownValue(thread)?.messages)?.find(
        (each) => each.messageId === message.replyTo?.messageId,
      );
      const given = { text: content, replyTo: quoted ?? null, editing: null };
      try {
        await keepDuring(conversationId, given, async () => {
          keeper.keepNow();
          await call(bridge, 'message.discard', { conversationId, messageId });
          get().removeMessage(conversationId, messageId);
          giveBack(conversationId, given);
        });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };

  function restore({ conversationId, text, replyTo, isMarketing, ...kept }: Draft): void {
    const { editing, files, note } = kept;
    const now = extrasOf(get(), conversationId);
    // Something may have been typed before the answer was here.
    setDraft(conversationId, joinTexts([text, get().drafts.get(conversationId)]));
    setExtras(conversationId, {
      replyTo: now.replyTo ?? replyTo,
      isMarketing: isMarketing === true || now.isMarketing === true,
    });
    if (note) get().restoreNote(conversationId, note);
    attachments.restoreFiles(conversationId, files);
    if (editing !== null) startEditing(editing.message, editing.text);
  }

  async function sendFiles(
    conversationId: ConversationId,
    text: string,
    extras: ComposerExtras,
    schedule: Schedule | undefined,
  ): Promise<void> {
    setExtras(conversationId, { isSending: true });
    try {
      await sendAll(conversationId, text, extras, schedule);
      setExtras(conversationId, { replyTo: null, isMarketing: false });
    } finally {
      setExtras(conversationId, { isSending: false });
    }
  }

  async function change({ conversationId, messageId }: Message, text: string): Promise<void> {
    await call(bridge, 'message.edit', { conversationId, messageId, text });
  }
}
