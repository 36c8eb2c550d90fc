import type { GroupEvent, Mention } from '../../../src-preload/contract/message-content.ts';
import { displayName } from '../../domain/display-name.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { KnownPerson } from '../contact-store.ts';

/** As WhatsApp writes mentions: `@34600111222`. */
const MENTION = /(?<![\w.])@(\d{5,20})(?![\w])/g;

/** What people are called in the conversations of one account. */
export class WhoIsWho {
  readonly #known: ReadonlyMap<WhatsAppId, KnownPerson>;
  readonly #accountId: WhatsAppId;

  constructor(known: ReadonlyMap<WhatsAppId, KnownPerson>, accountId: WhatsAppId) {
    this.#known = known;
    this.#accountId = accountId;
  }

  nameOf(whatsappId: WhatsAppId, pushname?: string): string {
    return this.#known.get(whatsappId)?.name ?? displayName({ whatsappId, pushname });
  }

  /** Whether it is the owner of the account, under the account's own id or another one with the same number. */
  isOwner(whatsappId: WhatsAppId): boolean {
    if (whatsappId === this.#accountId) return true;
    const number = phoneNumberOf(this.#accountId)?.slice(1);
    return number !== undefined && this.#known.get(whatsappId)?.phoneNumber === number;
  }

  /** Puts names in the place of WhatsApp ids. */
  inGroupEvent(event: GroupEvent): GroupEvent {
    const { by, people } = event;
    const isByUs = by !== null && this.isOwner(by);
    const others = people.filter((each) => !this.isOwner(each));
    return {
      ...event,
      by: by === null || isByUs ? null : this.nameOf(by),
      ...(isByUs && { isByUs }),
      people: others.map((each) => this.nameOf(each)),
      ...(others.length < people.length && { includesUs: true }),
    };
  }

  /** Puts names in the place of the numbers by which WhatsApp mentions people, of those who are known. */
  inText(text: string): string {
    return text.replace(MENTION, (token, digits: string) => {
      const whatsappId = idsOf(digits).find((each) => this.#known.has(each));
      return whatsappId === undefined ? token : `@${this.nameOf(whatsappId)}`;
    });
  }

  mention(whatsappId: WhatsAppId): Mention {
    return {
      token: `@${whatsappId.replace(/@.*$/, '')}`,
      name: this.nameOf(whatsappId),
      ...(this.isOwner(whatsappId) && { isOurs: true }),
    };
  }
}

/** Who may be mentioned in a text, as WhatsApp ids: it says numbers, and not of which kind they are. */
export function peopleInText(text: string): WhatsAppId[] {
  return [...text.matchAll(MENTION)].flatMap(([, digits = '']) => idsOf(digits));
}

function idsOf(digits: string): WhatsAppId[] {
  return [`${digits}@c.us`, `${digits}@lid`];
}

/** Everybody who is named in it, as WhatsApp ids. */
export function peopleInGroupEvent({ by, people }: GroupEvent): WhatsAppId[] {
  return by === null ? people : [by, ...people];
}
