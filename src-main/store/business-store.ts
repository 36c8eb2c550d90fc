import type { BusinessId } from '../../src-preload/contract/ids.ts';

export interface Business {
  businessId: BusinessId;
  name: string;
  /** Its messages are kept in collections of their own. */
  isHighVolume: boolean;
  /** Milliseconds. */
  createdAt: number;
}

/** The team's businesses (`businesses`). Names differ by more than capitals. */
export interface BusinessStore {
  /** Makes it, or answers the one that has this name. */
  create(input: {
    name: string;
  }): Promise<{ outcome: 'created' | 'alreadyKnown'; business: Business }>;
  /** All of them, by name. */
  list(): Promise<Business[]>;
  find(businessId: BusinessId): Promise<Business | null>;
  setHighVolume(
    businessId: BusinessId,
    isHighVolume: boolean,
  ): Promise<'changed' | 'unchanged' | 'notFound'>;
}
