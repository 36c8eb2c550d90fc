import type { CommandPayload } from '../../src-preload/contract/contract.ts';
import type { MessageHit, SearchCursor } from '../../src-preload/contract/search.ts';

/** Finds messages by the words in them, through the blind index, whatever month they are in. */
export interface MessageSearch {
  search(
    input: CommandPayload<'message.search'>,
  ): Promise<{ items: MessageHit[]; next: SearchCursor | null }>;
}
