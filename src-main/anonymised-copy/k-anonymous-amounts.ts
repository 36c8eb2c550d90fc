import { SharedByPeople } from './shared-by-people.ts';

/** What something is worth, between two round numbers of the smallest unit of its currency; `to` itself is left out. */
export interface AmountClass {
  currency: string;
  from: number;
  to: number;
}

/** 0, then 1, 2 and 5 with noughts. */
const edges: readonly number[] = [
  0,
  ...Array.from({ length: 15 }, (_, power) => [1, 2, 5].map((each) => each * 10 ** power)).flat(),
];

export function isEdge(amount: number): boolean {
  return edges.includes(amount);
}

/**
 * Amounts in classes of which each is told of at least `k` people: the finest of 1, 2, 5, 10, 20, 50 …, joined with the
 * next ones until they have enough; where a currency has too few people in all, nothing is told.
 */
export class KAnonymousAmounts {
  readonly #k: number;
  /** Who has an amount of each class, by currency. */
  readonly #people = new Map<string, Map<number, Set<string>>>();
  readonly #classes = new Map<string, AmountClass[]>();
  readonly #currencies: SharedByPeople<string>;

  constructor(k: number) {
    this.#k = k;
    this.#currencies = new SharedByPeople(k);
  }

  /** Before the first `of`. */
  note(minor: number, currency: string, person: string): void {
    this.#currencies.note(currency, person);
    const people = this.#people.get(currency) ?? new Map<number, Set<string>>();
    this.#people.set(currency, people);
    const place = placeOf(minor);
    people.set(place, (people.get(place) ?? new Set()).add(person));
  }

  of(minor: number, currency: string): AmountClass | null {
    if (!this.#currencies.isShared(currency)) return null;
    const known = this.#classes.get(currency) ?? this.#classesOf(currency);
    this.#classes.set(currency, known);
    return known.find(({ from, to }) => minor >= from && minor < to) ?? null;
  }

  #classesOf(currency: string): AmountClass[] {
    const people = this.#people.get(currency) ?? new Map<number, Set<string>>();
    const classes: AmountClass[] = [];
    let open: { from: number; people: Set<string> } | null = null;
    for (const [place, from] of edges.slice(0, -1).entries()) {
      open ??= { from, people: new Set() };
      for (const person of people.get(place) ?? []) open.people.add(person);
      if (open.people.size < this.#k) continue;
      classes.push({ currency, from: open.from, to: edges[place + 1] ?? from });
      open = null;
    }
    // What is left at the upper end has too few of its own.
    const last = classes.at(-1);
    if (last) last.to = edges.at(-1) ?? last.to;
    return classes;
  }
}

function placeOf(minor: number): number {
  return edges.findLastIndex((edge) => edge <= minor);
}
