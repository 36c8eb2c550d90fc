import type { PhoneRequest } from './phone-request.ts';

/** What the phone window shows. */
export interface PhoneView {
  readonly link: 'linked' | 'offline' | 'scannable' | 'waiting';
  readonly customers: readonly {
    readonly chatId: string;
    readonly name: string;
    readonly number: string;
    readonly preview: string;
    /** How many messages of the shop this customer has not read. */
    readonly unread: number;
  }[];
  readonly conversation: readonly {
    readonly id: string;
    readonly fromShop: boolean;
    readonly text: string;
    /** Seconds. */
    readonly t: number;
    /** Of a customer's message: whether the shop has read it. */
    readonly isSeen: boolean;
    readonly reactions: readonly string[];
  }[];
}

/** The answer to any request: the phone as it is afterwards, or why it could not be done. */
export interface PhoneAnswer {
  readonly view: PhoneView;
  /** The conversation that is open now. */
  readonly chatId: string | null;
  readonly problem: string | null;
}

/** The one object the window sees. */
export interface PhoneBridge {
  request(request: PhoneRequest): Promise<PhoneAnswer>;
  onChanged(listener: () => void): void;
}

export const requestChannel = 'phone:request';
export const changedChannel = 'phone:changed';
