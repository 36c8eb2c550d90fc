import type { GroupEvent, Mention } from '../../../src-preload/contract/message-content.ts';
import { displayName } from '../../domain/display-name.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { KnownPerson } from '../contact-store.ts';

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

  mention(whatsappId: WhatsAppId): Mention {
    return {
      token: `@${whatsappId.replace(/@.*$/, '')}`,
      name: this.nameOf(whatsappId),
      ...(this.isOwner(whatsappId) && { isOurs: true }),
    };
  }
}

/** Everybody who is named in it, as WhatsApp ids. */
export function peopleInGroupEvent({ by, people }: GroupEvent): WhatsAppId[] {
  return by === null ? people : [by, ...people];
}
