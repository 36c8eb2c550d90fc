import type { Draft, DraftFile } from '../../../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { AttachedFile } from './attached-file.ts';
import type { ComposerSlice, InboxState } from '../inbox-state.ts';
import { noteToKeep } from '../notes/kept-note.ts';

/** One below the other; those without anything are left out. */
export function joinTexts(texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text !== '').join('\n');
}

/** What the list shows of what is written in a conversation that is not open. */
export function shownDraft(
  state: Pick<ComposerSlice, 'drafts' | 'extras'>,
  conversationId: ConversationId,
): string | undefined {
  const text = state.drafts.get(conversationId) ?? '';
  if (text.trim() !== '') return text;
  return state.extras.get(conversationId)?.files[0]?.fileName;
}

/** Only what main has all of can be kept. */
function toDraftFile({
  uploadId,
  key: _key,
  progress: _progress,
  hasFailed: _hasFailed,
  ...file
}: AttachedFile): DraftFile[] {
  return uploadId === null ? [] : [{ ...file, uploadId }];
}

/**
 * What has to be kept of a conversation: what is in the field, and what main has not taken yet, so that a crash between
 * the two loses neither.
 */
export function draftOf(
  { drafts, extras, noteFields }: Pick<InboxState, 'drafts' | 'extras' | 'noteFields'>,
  conversationId: ConversationId,
): Draft {
  const field = drafts.get(conversationId) ?? '';
  const known = extras.get(conversationId);
  const onTheWay = known?.handedOver ?? [];
  const change = onTheWay.findLast(({ editing }) => editing !== null);
  const messages = onTheWay.filter(({ editing }) => editing === null);
  const isEditing = known !== undefined && known.editing !== null;
  const written = isEditing
    ? { text: known.aside?.text, replyTo: known.aside?.replyTo, files: known.aside?.files }
    : { text: field, replyTo: known?.replyTo, files: known?.files };
  const ofChange = isEditing ? { message: known.editing, text: field } : undefined;
  const ofChangeOnTheWay = change?.editing && { message: change.editing, text: change.text };
  return {
    conversationId,
    text: joinTexts([...messages.map(({ text }) => text), written.text]),
    replyTo: written.replyTo ?? messages.at(-1)?.replyTo ?? null,
    ...((known?.isMarketing === true || messages.some((each) => each.isMarketing)) && {
      isMarketing: true,
    }),
    files: (written.files ?? []).flatMap(toDraftFile),
    editing: ofChange ?? ofChangeOnTheWay ?? null,
    note: noteToKeep(noteFields.get(conversationId)),
  };
}
