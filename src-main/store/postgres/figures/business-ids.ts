import { type RawBuilder, sql, type Transaction } from 'kysely';
import { BusinessId } from '../../../../src-preload/contract/ids.ts';
import type { Tables } from '../tables.ts';

/** Businesses by their number in PostgreSQL, and the other way round. */
export class BusinessIds {
  readonly #byNumber: ReadonlyMap<number, BusinessId>;
  readonly #numbers: ReadonlyMap<BusinessId, number>;

  private constructor(businesses: readonly (readonly [number, BusinessId])[]) {
    this.#byNumber = new Map(businesses);
    this.#numbers = new Map(businesses.map(([number, id]) => [id, number]));
  }

  static async read(transaction: Transaction<Tables>): Promise<BusinessIds> {
    const rows = await transaction.selectFrom('businesses').select(['id', 'object_id']).execute();
    return new BusinessIds(rows.map((row) => [row.id, BusinessId.parse(row.object_id)]));
  }

  /** Null for what belongs to none, and for a business that PostgreSQL does not know. */
  numberOf(businessId: BusinessId | null): number | null {
    return businessId === null ? null : (this.#numbers.get(businessId) ?? null);
  }

  idOf(number: number | null): BusinessId | null {
    return number === null ? null : (this.#byNumber.get(number) ?? null);
  }
}

/** The number of a business as a value of a statement; NULL for what belongs to none. */
export function businessNumber(businessId: BusinessId | null): RawBuilder<number | null> {
  return businessId === null
    ? sql<null>`NULL::integer`
    : sql<number>`(SELECT id FROM businesses WHERE object_id = ${businessId})`;
}
