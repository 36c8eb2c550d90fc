/** Which values at least `k` people have: each value remembers no more people than that. */
export class SharedByPeople<Value extends string | number> {
  readonly #k: number;
  readonly #people = new Map<Value, Set<string>>();

  constructor(k: number) {
    this.#k = k;
  }

  note(value: Value, person: string): void {
    const people = this.#people.get(value);
    if (!people) this.#people.set(value, new Set([person]));
    else if (people.size < this.#k) people.add(person);
  }

  isShared(value: Value): boolean {
    return (this.#people.get(value)?.size ?? 0) >= this.#k;
  }

  /** Everything that fewer have, with those who have it. */
  *rare(): Generator<[Value, ReadonlySet<string>]> {
    for (const [value, people] of this.#people) if (people.size < this.#k) yield [value, people];
  }
}
