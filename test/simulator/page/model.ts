import { Emitter } from './emitter.ts';
import { keyOf } from './ids.ts';

/** A Backbone-like model: its attributes are plain properties, changes are told to its collections too. */
export class Model extends Emitter {
  /** Attributes that `serialize` leaves out. */
  static readonly transient: readonly string[] = [];
  readonly #collections = new Set<Emitter>();

  constructor(attributes: object = {}) {
    super();
    Object.assign(this, attributes);
  }

  joinCollection(collection: Emitter): void {
    this.#collections.add(collection);
  }

  leaveCollection(collection: Emitter): void {
    this.#collections.delete(collection);
  }

  /** Fires `change:<attribute>` (model, value, previous) for each difference, then `change` (model). */
  set(attributes: object): this {
    const changed: [name: string, value: unknown, previous: unknown][] = [];
    for (const [name, value] of Object.entries(attributes)) {
      const previous: unknown = Reflect.get(this, name);
      if (previous === value) continue;
      Reflect.set(this, name, value);
      changed.push([name, value, previous]);
    }
    for (const [name, value, previous] of changed) {
      this.#triggerAll(`change:${name}`, this, value, previous);
    }
    if (changed.length > 0) this.#triggerAll('change', this);
    return this;
  }

  serialize(): Record<string, unknown> {
    const { transient } = this.constructor as typeof Model;
    const plain: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(this) as [string, unknown][]) {
      if (value === undefined || typeof value === 'function' || transient.includes(name)) continue;
      if (value instanceof Collection) plain[name] = value.toJSON();
      else plain[name] = value instanceof Model ? value.serialize() : value;
    }
    return plain;
  }

  toJSON(): unknown {
    return this.serialize();
  }

  unsafe(): this {
    return this;
  }

  safe(): this {
    return this;
  }

  #triggerAll(name: string, ...args: unknown[]): void {
    this.trigger(name, ...args);
    for (const collection of this.#collections) collection.trigger(name, ...args);
  }
}

export type Identified = Model & { id: unknown };

/** Models by the text form of their id, in the order in which they stand. */
export class Collection<Item extends Identified> extends Emitter {
  readonly modelClass: unknown;
  #items = new Map<string, Item>();

  constructor(modelClass: unknown = Model) {
    super();
    this.modelClass = modelClass;
  }

  get length(): number {
    return this.#items.size;
  }

  get(id: unknown): Item | undefined {
    const key = keyOf(id);
    return key === undefined ? undefined : this.#items.get(key);
  }

  /** Adds at the end; an id that is there already changes nothing. */
  add(item: Item): Item {
    if (this.get(item.id) === undefined) {
      this.#items.set(String(keyOf(item.id)), item);
      this.#welcome(item);
    }
    return item;
  }

  /** Adds in front, in the given order. */
  prepend(items: readonly Item[]): void {
    const fresh = items.filter((item) => this.get(item.id) === undefined);
    this.#items = new Map([
      ...fresh.map((item): [string, Item] => [String(keyOf(item.id)), item]),
      ...this.#items,
    ]);
    for (const item of fresh) this.#welcome(item);
  }

  remove(item: Item): void {
    const known = this.get(item.id);
    if (known === undefined) return;
    this.#items.delete(String(keyOf(known.id)));
    this.trigger('remove', known, this);
    known.leaveCollection(this);
  }

  getModelsArray(): Item[] {
    return [...this.#items.values()];
  }

  /** Rejects for an unknown id. */
  find(id: unknown): Promise<Item> {
    const item = this.get(id);
    return item === undefined
      ? Promise.reject(new Error(`model not found: ${String(keyOf(id))}`))
      : Promise.resolve(item);
  }

  toJSON(): unknown {
    return this.getModelsArray().map(({ id }) => ({ id }));
  }

  #welcome(item: Item): void {
    item.joinCollection(this);
    this.trigger('add', item, this);
  }
}
