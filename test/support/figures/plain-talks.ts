/** What happened, as plainly as it can be said: what the figures are counted from, by the app and by hand. */
export interface PlainMessage {
  id: string;
  /** Milliseconds, whole seconds. */
  at: number;
  from: 'customer' | 'team';
  /** Of one of the team: who wrote it in the app; null for the phone. */
  by: string | null;
  type: string;
  isAutomatic: boolean;
  isRevoked: boolean;
}

export interface PlainTalk {
  conversation: string;
  /** Empty for a group. */
  customer: string;
  business: string | null;
  session: string;
  messages: PlainMessage[];
  /** As they are now. */
  labels?: string[];
  /** When somebody closed it, milliseconds. */
  closings: number[];
  /** When leads of it were made, milliseconds. */
  leads: number[];
}

/** When a business is open; minutes of the day, Monday first. Null: always. */
export interface PlainHours {
  timeZone: string;
  week: { begin: number; end: number }[][] | null;
  holidays: string[];
}
