import { type ClientSession, Long, type ObjectId } from 'mongodb';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import type { DataKey } from '../../../crypto/field-cipher.ts';
import { conversationSubject } from '../../../crypto/key-subjects.ts';
import type { Lookup } from '../../../crypto/lookup.ts';
import { excerpt } from '../../../domain/excerpt.ts';
import { formsOf, formsOfDigits } from '../../../domain/person-ids.ts';
import type { ErasurePlan } from '../../erasure-plan.ts';
import type { OnCounted } from '../../person-store.ts';
import { applyChange } from '../apply-change.ts';
import { conversationFields } from '../conversation-document.ts';
import type { ConversationDocument, MessageDocument } from '../documents.ts';
import { messageFields, searchTokensOf } from '../message-document.ts';
import { openDetails, openMentions, searchableText } from '../message-parts.ts';
import type { MongoContext } from '../mongo-context.ts';

/** What stands where a number stood. */
const GONE = '…';
/** Numbers as WhatsApp writes them, and as people do. */
const DIGITS = /\+?\d{5,20}/g;
const NUMBERS = /\+?\d[\d\s().-]{3,22}\d/g;
const BATCH = 200;

type Place = Pick<ConversationDocument, '_id' | 'conversationId' | 'isGroup'>;

/**
 * See `PersonStore.eraseElsewhere`. In groups the person's own messages lose all they said and who said it, and their rows
 * stay, as of a message that was deleted for everybody. Where others mention them, react with them or wrote down their number
 * or card, that is taken out, and what others said stays.
 */
export async function eraseElsewhere(
  context: MongoContext,
  plan: ErasurePlan,
  onCounted: OnCounted,
): Promise<void> {
  const work = new Elsewhere(context, plan, onCounted);
  await work.groups();
  await work.numbers();
}

class Elsewhere {
  readonly #context: MongoContext;
  readonly #plan: ErasurePlan;
  readonly #people: ReadonlySet<string>;
  readonly #onCounted: OnCounted;
  readonly #places = new Map<string, Place | null>();

  constructor(context: MongoContext, plan: ErasurePlan, onCounted: OnCounted) {
    this.#context = context;
    this.#plan = plan;
    this.#people = new Set(plan.people);
    this.#onCounted = onCounted;
  }

  async groups(): Promise<void> {
    const { conversations } = this.#context;
    const groups = conversations
      .find({ isGroup: true })
      .project<Place & Pick<ConversationDocument, 'partitions'>>({
        ...{ conversationId: 1, isGroup: 1, partitions: 1 },
      });
    for await (const group of groups) {
      this.#places.set(group._id.toHexString(), group);
      for (const partition of group.partitions) {
        await this.#written(group, partition);
        await this.#reactions(group, partition);
        await this.#events(group, partition);
      }
    }
  }

  /** What they wrote. */
  async #written(group: Place, partition: string): Promise<void> {
    const messages = this.#context.partitions.collection(partition);
    const filter = { conversationId: group._id, author: { $in: [...this.#people] } };
    for (;;) {
      const found = await messages
        .find(filter)
        .limit(BATCH)
        .project<Pick<MessageDocument, '_id' | 'messageId' | 'media'>>({ messageId: 1, media: 1 })
        .toArray();
      if (found.length === 0) return;
      for (const { messageId } of found) {
        await applyChange(this.#context, {
          conversationId: ConversationId.parse(group.conversationId),
          conversation: group._id,
          change: { kind: 'revoked', messageId, chatId: '' },
          locate: () => Promise.resolve(new Map([[messageId, partition]])),
        });
      }
      // Last: by it they are found.
      await messages.updateMany(
        { ...filter, messageId: { $in: found.map(({ messageId }) => messageId) } },
        { $unset: { author: '', authorSealed: '', authorName: '' }, $set: this.#signed() },
      );
      const files = found.filter(({ media }) => media?.state === 'stored');
      await this.#onCounted({
        groupMessages: found.length,
        files: files.length,
        fileBytes: files.reduce((sum, { media }) => sum + (media?.fileSize ?? 0), 0),
      });
    }
  }

  async #reactions(group: Place, partition: string): Promise<void> {
    const people = [...this.#people];
    const messages = this.#context.partitions.collection(partition);
    for (const field of ['reactions', 'votes'] as const) {
      const { modifiedCount } = await messages.updateMany(
        { conversationId: group._id, [`${field}.from`]: { $in: people } },
        { $pull: { [field]: { from: { $in: people } } }, $set: this.#signed() },
      );
      if (modifiedCount > 0) await this.#onCounted({ others: modifiedCount });
    }
  }

  /** Who came and went. */
  async #events(group: Place, partition: string): Promise<void> {
    const found = this.#context.partitions
      .collection(partition)
      .find({ conversationId: group._id, type: 'group_event' })
      .project<MessageDocument>({ searchTokens: 0 });
    for await (const message of found) await this.#clean(group, partition, message);
  }

  /** Wherever somebody wrote their number, or named them by it. */
  async numbers(): Promise<void> {
    for (const partition of await this.#context.partitions.all()) {
      for (const tokens of this.#plan.tokens) {
        if (tokens.length === 0) continue;
        const found = this.#context.partitions
          .collection(partition)
          .find({ searchTokens: { $all: tokens.map((each) => Long.fromString(each)) } })
          .project<MessageDocument>({ searchTokens: 0 });
        for await (const message of found) {
          const place = await this.#placeOf(message.conversationId);
          if (place) await this.#clean(place, partition, message);
        }
      }
    }
  }

  async #placeOf(id: ObjectId): Promise<Place | null> {
    const known = this.#places.get(id.toHexString());
    if (known !== undefined) return known;
    const found = await this.#context.conversations.findOne({ _id: id });
    this.#places.set(id.toHexString(), found);
    return found;
  }

  async #clean(place: Place, partition: string, message: MessageDocument): Promise<void> {
    const { keys, client, transactions } = this.#context;
    const conversationId = ConversationId.parse(place.conversationId);
    const subject = conversationSubject(conversationId);
    const key = (await keys.keysFor([subject])).get(subject);
    if (!key) return;
    const $set = this.#cleaned(key, conversationId, message);
    if (!$set) return;
    await transactions.run(client, (session) =>
      this.#write({ place, partition, message, key, $set }, session),
    );
    await this.#onCounted({ groupMessages: 1 });
  }

  async #write(
    {
      place,
      partition,
      message,
      key,
      $set,
    }: {
      place: Place;
      partition: string;
      message: MessageDocument;
      key: DataKey;
      $set: Partial<MessageDocument> & { text: string };
    },
    session: ClientSession,
  ): Promise<void> {
    const { text, ...change } = $set;
    await this.#context.partitions
      .collection(partition)
      .updateOne({ _id: message._id }, { $set: { ...change, ...this.#signed() } }, { session });
    const conversationId = ConversationId.parse(place.conversationId);
    await this.#context.conversations.updateOne(
      { _id: place._id, 'lastMessage.messageId': message.messageId },
      {
        $set: {
          lastMessageContent: conversationFields(key, conversationId).seal(
            'lastMessageContent',
            excerpt(text),
          ),
          ...this.#signed(),
        },
      },
      { session },
    );
  }

  /** What is to be another thing now, or null where nothing is of the person. */
  #cleaned(
    key: DataKey,
    conversationId: ConversationId,
    message: MessageDocument,
  ): (Partial<MessageDocument> & { text: string }) | null {
    const { lookup } = this.#context.keys;
    const fields = messageFields(key, conversationId, message.messageId);
    const before = {
      content: fields.text('content', message.content),
      mentions: openMentions(message, fields),
      details: openDetails(message, fields),
      fileName: fields.text('media.fileName', message.media?.fileName),
    };
    const mentions = before.mentions.filter((each) => !this.#isPerson(each));
    const content = this.#masked(before.content);
    const fileName = this.#masked(before.fileName);
    const details = before.details && this.#withoutPerson(before.details);
    const isOther =
      content !== before.content ||
      fileName !== before.fileName ||
      mentions.length < before.mentions.length ||
      JSON.stringify(details) !== JSON.stringify(before.details);
    if (!isOther) return null;
    return {
      text: content,
      content: fields.seal('content', content),
      searchTokens: searchTokensOf(searchableText(content, details, fileName), lookup),
      ...(message.mentions && { mentions: fields.seal('mentions', JSON.stringify(mentions)) }),
      ...(details &&
        details.kind !== 'poll' && { details: fields.seal('details', JSON.stringify(details)) }),
      ...(message.media && {
        media: { ...message.media, fileName: fields.seal('media.fileName', fileName) },
      }),
    };
  }

  #withoutPerson(details: MessageDetails): MessageDetails {
    if (details.kind === 'contact') {
      const cards = details.cards.map((card) =>
        [...card.phoneNumbers, card.vcard].some((each) => this.#masked(each) !== each)
          ? { name: GONE, phoneNumbers: [], vcard: '' }
          : card,
      );
      return { ...details, cards };
    }
    if (details.kind !== 'group_event') return details;
    const { by, people } = details;
    return {
      ...details,
      by: by !== null && this.#isPerson(by) ? null : by,
      people: people.filter((each) => !this.#isPerson(each)),
    };
  }

  #isPerson(whatsappId: string): boolean {
    return this.#has(formsOf(whatsappId));
  }

  #has(forms: readonly string[]): boolean {
    const { lookup }: { lookup: Lookup } = this.#context.keys;
    return forms.some((form) => this.#people.has(lookup.pseudonym(form)));
  }

  #masked(text: string): string {
    const mask = (found: string): string =>
      this.#has(formsOfDigits(found.replace(/\D/g, ''))) ? GONE : found;
    return text.replace(DIGITS, mask).replace(NUMBERS, mask);
  }

  #signed(): { updatedAt: Date; updatedBy: string } {
    return { updatedAt: new Date(), updatedBy: this.#context.deskId };
  }
}
