import type { Campaign } from '../../src-preload/contract/campaign.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Lead } from '../../src-preload/contract/lead.ts';
import { type Message, STAR } from '../../src-preload/contract/message.ts';
import type { MessageDetails } from '../../src-preload/contract/message-content.ts';
import { type Note, partsOfNote } from '../../src-preload/contract/note.ts';
import type { KnownContact } from './business-data.ts';
import type { CopyLine } from './copy-format.ts';
import { kindOfFile, sizeClassOf } from './placeholder-file.ts';
import type { Survey } from './survey.ts';
import { type MaskScope, TextMask } from './text-mask.ts';

const sources = ['whatsapp', 'import', 'manual'] as const;

/** Turns records into the lines of a copy. Nothing is taken over that is not named here. */
export class CopyLines {
  readonly #survey: Survey;
  readonly #mask: TextMask;

  constructor(survey: Survey) {
    this.#survey = survey;
    const { words, stream, originals, sharedWords, people } = survey;
    this.#mask = new TextMask({
      ...{ words, stream, originals },
      shared: sharedWords,
      phoneDigits: (digits) => people.digitsFor(digits),
    });
  }

  /** A person of whom a contact tells; without it, one who is known by a name alone. */
  person(key: string, contact: KnownContact | null): CopyLine<'people'> {
    const { people, times } = this.#survey;
    const { personId, name, phoneNumber } = people.pseudonymOf(key);
    const scope = this.#scopeOf(key, key);
    return {
      personId,
      name: name.join(' '),
      phoneNumber,
      isBusiness: contact?.isBusiness ?? false,
      hasEmail: (contact?.email ?? '') !== '',
      company: this.#mask.mask(contact?.company ?? '', scope),
      title: this.#mask.mask(contact?.title ?? '', scope),
      notes: this.#mask.mask(contact?.notes ?? '', scope),
      metAt: contact ? times.met.of(contact.createdAt) : null,
    };
  }

  colleague({ userId }: { userId: string }): CopyLine<'team'> {
    return { userId: this.#id('user', userId), name: this.#colleague(userId) };
  }

  campaign({ campaignId, name, code, channel, status }: Campaign): CopyLine<'campaigns'> {
    const scope = { id: `campaign ${campaignId}` };
    return {
      campaignId: this.#id('campaign', campaignId),
      name: this.#mask.mask(name, scope),
      code: this.#mask.mask(code, scope),
      channel,
      status,
    };
  }

  conversation(conversation: ConversationSummary): CopyLine<'conversations'> {
    const { conversationId, isGroup, name, labels, status, priority } = conversation;
    const end = this.#survey.endOf(conversationId);
    return {
      conversationId: this.#id('conversation', conversationId),
      accountId: this.#id('account', conversation.sessionId),
      businessId: this.#id('business', conversation.businessId),
      isGroup,
      personId: isGroup ? null : this.#personId(end),
      name: isGroup ? this.#mask.mask(name, { id: end }) : this.#nameOf(end),
      labels: this.#labels(labels),
      status,
      priority,
      assigneeId: this.#id('user', conversation.assigneeId),
      campaignId: this.#id('campaign', conversation.campaignId ?? null),
      isArchived: conversation.isArchived,
      isWaiting: conversation.waitingSince !== null,
      lastMessageAt: this.#survey.times.lastMessage.of(conversation.lastMessageAt),
    };
  }

  /** `responseClass` as `ResponseClasses` gives it. */
  message(message: Message, place: number, responseClass: number | null): CopyLine<'messages'> {
    const { conversationId, direction, media, type, tags = [] } = message;
    const { sharedResponses, times } = this.#survey;
    const end = this.#survey.endOf(conversationId);
    const scope = this.#scopeOf(end, conversationId);
    const isIncoming = direction === 'incoming';
    const writer = this.#survey.personOf(message, end);
    return {
      messageId: this.#messageId(conversationId, message.messageId),
      conversationId: this.#id('conversation', conversationId),
      place,
      direction,
      type,
      personId: isIncoming && !isGroup(writer) ? this.#personId(writer) : null,
      userId: this.#id('user', message.sentBy ?? null),
      text: this.#mask.mask(message.content, scope),
      status: message.status,
      isForwarded: message.isForwarded,
      isEdited: message.editedAt !== null,
      isStarred: tags.includes(STAR),
      hasLinkPreview: message.linkPreview !== null,
      leadGenerated: message.leadGenerated,
      tags: this.#labels(tags.filter((tag) => tag !== STAR)),
      replyTo: message.replyTo ? this.#messageId(conversationId, message.replyTo.messageId) : null,
      mentions: message.mentions
        .filter(({ isOurs }) => !isOurs)
        .map(({ name }) => this.#personId(this.#survey.people.keyOfName(name))),
      reactions: message.reactions.map(({ emoji, senderName }) => ({
        emoji: this.#mask.mask(emoji, scope),
        personId:
          senderName === null ? null : this.#personId(this.#survey.people.keyOfName(senderName)),
      })),
      file: media && {
        fileId: media.state === 'stored' ? this.#fileId(message) : null,
        kind: kindOfFile(type),
        upTo: sizeClassOf(media.fileSize),
      },
      details: message.details && this.#details(message.details, scope),
      sentAt: times.message.of(message.timestamp),
      responseClass:
        responseClass !== null && sharedResponses.isShared(responseClass) ? responseClass : null,
    };
  }

  note({ noteId, conversationId, authorId, body, timestamp }: Note): CopyLine<'notes'> {
    const scope = this.#scopeOf(this.#survey.endOf(conversationId), conversationId);
    const text = partsOfNote(body).map((part) =>
      'text' in part ? this.#mask.mask(part.text, scope) : `@${this.#colleague(part.userId)}`,
    );
    return {
      noteId: this.#survey.stream.id('note', noteId),
      conversationId: this.#id('conversation', conversationId),
      authorId: this.#id('user', authorId),
      text: text.join(''),
      writtenAt: this.#survey.times.note.of(timestamp),
    };
  }

  lead(lead: Lead): CopyLine<'leads'> {
    const { leadId, conversationId, stage, value, createdAt, stageSince } = lead;
    const { amounts, times } = this.#survey;
    const person = this.#survey.personOfLead(lead);
    const scope = this.#scopeOf(person, conversationId ?? leadId);
    const masked = (text: string): string => this.#mask.mask(text, scope);
    return {
      leadId: this.#id('lead', leadId),
      conversationId: this.#id('conversation', conversationId),
      personId: isGroup(person) ? null : this.#personId(person),
      campaignId: this.#id('campaign', lead.campaignId),
      ownerId: this.#id('user', lead.ownerId),
      stage,
      source: sources.find((source) => source === lead.source) ?? 'other',
      value: value && amounts.of(value.minor, value.currency),
      reasons: lead.reasons.map(masked),
      excerpt: masked(lead.excerpt),
      notes: masked(lead.notes),
      nextStep: masked(lead.nextStep?.text ?? ''),
      lostReason: masked(lead.lostReason),
      createdAt: times.leadCreated.of(createdAt),
      inStageSince: times.leadStage.of(stageSince),
    };
  }

  #details(details: MessageDetails, scope: MaskScope): CopyLine<'messages'>['details'] {
    switch (details.kind) {
      case 'location':
        return { kind: details.kind, isLive: details.isLive };
      case 'contact':
        return { kind: details.kind, cards: details.cards.length };
      case 'poll':
        return {
          kind: details.kind,
          question: this.#mask.mask(details.question, scope),
          options: details.options.map(({ name, votes }) => ({
            name: this.#mask.mask(name, scope),
            votes,
          })),
        };
      case 'call':
        return { kind: details.kind, isVideo: details.isVideo, outcome: details.outcome };
      case 'group_event':
        return { kind: details.kind, event: details.event, people: details.people.length };
    }
  }

  #id(kind: string, id: string): string;
  #id(kind: string, id: string | null): string | null;
  #id(kind: string, id: string | null): string | null {
    return id === null ? null : this.#survey.stream.id(kind, id);
  }

  #messageId(conversationId: ConversationId, messageId: string): string {
    return this.#survey.stream.id('message', `${conversationId} ${messageId}`);
  }

  #fileId({ conversationId, messageId }: Message): string {
    return this.#survey.stream.id('file', `${conversationId} ${messageId}`);
  }

  #personId(key: string): string {
    return this.#survey.people.pseudonymOf(key).personId;
  }

  #nameOf(key: string): string {
    return this.#survey.people.pseudonymOf(key).name.join(' ');
  }

  #colleague(userId: string): string {
    return this.#survey.colleagues.pseudonymOf(`id ${userId}`).name.join(' ');
  }

  /** Words that few use are the same within a conversation; those of the person's name are their pseudonym's. */
  #scopeOf(person: string, id: string): MaskScope {
    return isGroup(person) ? { id } : { id, names: this.#survey.people.wordsOfName(person) };
  }

  #labels(labels: readonly string[]): string[] {
    return labels
      .filter((label) => this.#survey.sharedLabels.isShared(label))
      .map((label) => this.#mask.mask(label, { id: 'labels' }));
  }
}

function isGroup(key: string): boolean {
  return key.startsWith('group ');
}
