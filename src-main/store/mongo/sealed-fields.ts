import { Binary } from 'mongodb';
import { AppError } from '../../common/app-error.ts';
import { type DataKey, openField, sealField } from '../../crypto/field-cipher.ts';

/** What is read of a ciphertext that cannot be opened any more. */
export type Opened =
  | { text: string; unreadable?: undefined }
  /** `erased`: its key was destroyed on purpose. `damaged`: it was changed, cut off, or moved from elsewhere. */
  | { text: ''; unreadable: 'erased' | 'damaged' };

/** Seals and opens the fields of one document with the key of its subject. */
export class SealedFields {
  readonly #key: DataKey | undefined;
  readonly #document: string;

  /**
   * @param key undefined when it was destroyed: what it sealed reads as erased
   * @param document `<collection>/<id>`; a ciphertext opens nowhere else
   */
  constructor(key: DataKey | undefined, document: string) {
    this.#key = key;
    this.#document = document;
  }

  seal(field: string, text: string): Binary {
    if (!this.#key) throw new AppError('not_found', 'Nothing can be added to what was erased');
    return new Binary(sealField(this.#key, `${this.#document}/${field}`, text));
  }

  open(field: string, sealed: Binary): Opened {
    if (!this.#key) return { text: '', unreadable: 'erased' };
    try {
      return { text: openField(this.#key, `${this.#document}/${field}`, sealed.buffer) };
    } catch (error) {
      if (error instanceof AppError && error.code === 'data_unreadable') {
        return { text: '', unreadable: 'damaged' };
      }
      throw error;
    }
  }

  /** The text, or an empty one when there is none or it cannot be opened. */
  text(field: string, sealed: Binary | undefined): string {
    return sealed === undefined ? '' : this.open(field, sealed).text;
  }
}
