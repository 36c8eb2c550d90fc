import type { User } from '../../src-preload/contract/app.ts';
import type {
  BusinessId,
  ConversationId,
  MessageId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type { Rota } from '../../src-preload/contract/team.ts';

/** The message for which a conversation is given to somebody. */
export interface Turn {
  conversationId: ConversationId;
  messageId: MessageId;
}

/** Who is away, and who is given conversations in turn (`rotas`). */
export interface TeamStore {
  /** Everybody, by name, A to Z. */
  people(): Promise<(User & { isAway: boolean })[]>;
  setAway(userId: UserId, isAway: boolean): Promise<'changed' | 'unchanged'>;
  /** Those that were ever set. */
  rotas(): Promise<Rota[]>;
  /** `notFound` where the business or one of the members does not exist; then nothing is changed. */
  setRota(rota: Rota): Promise<'saved' | 'notFound'>;
  /**
   * The person whose turn it is: the one of the members who are not away whose last turn is longest ago; null where the
   * rota is off or nobody is there. However many desktops ask at the same time, each is answered another turn; asked
   * twice for the same message, it is the same turn.
   */
  takeTurn(turn: Turn & { businessId: BusinessId | null }): Promise<UserId | null>;
  /** The conversation was given to somebody else meanwhile: whoever had the turn is the next again. */
  giveTurnBack(turn: Turn): Promise<void>;
}
