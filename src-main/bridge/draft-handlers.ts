import type { Draft } from '../../src-preload/contract/draft.ts';
import type { Workplace } from '../app/workplace.ts';
import type { FileSpool } from '../outbox/file-spool.ts';
import type { HandlersOf } from './handlers.ts';

/** Without the files that were sent meanwhile, or are not here. */
function withFilesOf(files: FileSpool, draft: Draft): Draft {
  return { ...draft, files: draft.files.filter(({ uploadId }) => files.isKept(uploadId)) };
}

/** What is written and not sent; it lies on this computer, so the databases may be away. */
export function draftHandlers(workplace: () => Workplace): HandlersOf<'draft'> {
  return {
    'draft.list': async () => {
      const { drafts, files } = workplace();
      return drafts.list().map((draft) => withFilesOf(files, draft));
    },
    'draft.keep': async (draft) => {
      const { drafts, files } = workplace();
      await drafts.keep(withFilesOf(files, draft));
      return null;
    },
  };
}
