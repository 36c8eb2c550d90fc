import type { CommandInput } from '../../../../src-preload/contract/contract.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { MAXIMUM_TEXT_LENGTH, type Message } from '../../../../src-preload/contract/message.ts';
import type { Schedule } from '../../../../src-preload/contract/outgoing.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { EventRecorder } from '../../../bridge/event-recorder.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { ComposerExtras, ComposerSlice, SliceAccess } from '../inbox-state.ts';
import type { MessageEvent } from '../thread-slice.ts';
import { formOf, uploadFile } from './upload-file.ts';

/** From how many characters before the limit on the user is told about it. */
const nearLimit = 2_000;

const nothing: ComposerExtras = { files: [], replyTo: null, editing: null };

/** How many characters may still be typed, once that is worth telling; negative when the text is too long. */
export function remainingCharacters(text: string): number | null {
  const remaining = MAXIMUM_TEXT_LENGTH - text.length;
  return remaining <= nearLimit ? remaining : null;
}

export function canSend(text: string, { files }: Pick<ComposerExtras, 'files'> = nothing): boolean {
  return (text.trim() !== '' || files.length > 0) && text.length <= MAXIMUM_TEXT_LENGTH;
}

export function extrasOf(
  { extras }: Pick<ComposerSlice, 'extras'>,
  conversationId: ConversationId,
): ComposerExtras {
  return extras.get(conversationId) ?? nothing;
}

export function createComposerSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
  recorder: EventRecorder<MessageEvent>,
): ComposerSlice {
  const setDraft = (conversationId: ConversationId, text: string): void => {
    const drafts = new Map(get().drafts);
    if (text === '') {
      drafts.delete(conversationId);
    } else {
      drafts.set(conversationId, text);
    }
    set({ drafts });
  };

  const setExtras = (conversationId: ConversationId, change: Partial<ComposerExtras>): void => {
    const extras = new Map(get().extras);
    extras.set(conversationId, { ...extrasOf(get(), conversationId), ...change });
    set({ extras });
  };

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
    { files, replyTo }: ComposerExtras,
    schedule: Schedule | undefined,
  ): Promise<void> => {
    const options = {
      conversationId,
      ...(replyTo && { replyTo: replyTo.messageId }),
      ...(schedule && { schedule }),
    };
    if (files.length === 0) return send({ ...options, text });
    for (const [index, file] of files.entries()) {
      const uploadId = await uploadFile(bridge, file);
      const attachment = { kind: 'file' as const, uploadId, form: formOf(file) };
      await send({ ...options, text: index === 0 ? text : '', attachment });
      const left = extrasOf(get(), conversationId).files.filter((each) => each !== file);
      setExtras(conversationId, { files: left });
      // It has gone with the first of them.
      if (index === 0) setDraft(conversationId, '');
    }
  };

  return {
    drafts: new Map(),
    extras: new Map(),
    setDraft,

    attach(conversationId, files) {
      const known = extrasOf(get(), conversationId).files;
      setExtras(conversationId, { files: [...known, ...files], editing: null });
    },

    detach(conversationId, file) {
      const known = extrasOf(get(), conversationId).files;
      setExtras(conversationId, { files: known.filter((each) => each !== file) });
    },

    replyTo(message) {
      setExtras(message.conversationId, { replyTo: message, editing: null });
    },

    startEditing(message) {
      setExtras(message.conversationId, { editing: message, replyTo: null, files: [] });
      setDraft(message.conversationId, message.content);
    },

    leaveExtras(conversationId) {
      if (extrasOf(get(), conversationId).editing !== null) setDraft(conversationId, '');
      setExtras(conversationId, { replyTo: null, editing: null });
    },

    async sendDraft(conversationId, schedule) {
      const text = get().drafts.get(conversationId) ?? '';
      const extras = extrasOf(get(), conversationId);
      if (!canSend(text, extras) || extras.isSending === true) {
        return;
      }
      const hasFiles = extras.files.length > 0;
      // A text is out of the way at once; files stay to be seen until they are handed over.
      if (!hasFiles) setDraft(conversationId, '');
      setExtras(conversationId, hasFiles ? { isSending: true } : { replyTo: null, editing: null });
      try {
        const { editing } = extras;
        if (editing === null) await sendAll(conversationId, text, extras, schedule);
        else await change(editing, text);
        if (hasFiles) setExtras(conversationId, { replyTo: null });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        if (!hasFiles) {
          const typedSince = get().drafts.get(conversationId);
          setDraft(conversationId, typedSince === undefined ? text : `${text}\n${typedSince}`);
          setExtras(conversationId, { replyTo: extras.replyTo, editing: extras.editing });
        }
      } finally {
        if (hasFiles) setExtras(conversationId, { isSending: false });
      }
    },
  };

  async function change({ conversationId, messageId }: Message, text: string): Promise<void> {
    await call(bridge, 'message.edit', { conversationId, messageId, text });
  }
}
