import { wordsOf } from '../../src-main/crypto/text-words.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { seededRandom } from '../support/replay/seeded-random.ts';
import { fillMessages } from './support/fill-messages.ts';
import { makeConversations } from './support/make-conversations.ts';
import { naturalTexts, orderNumber, ordersIn } from './support/natural-texts.ts';
import { type BenchDesk, openBenchDesk } from './support/open-bench-desk.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';
import { takeTurns } from './support/take-turns.ts';

/**
 * How search grows: 10⁴ and 10⁵ messages, with `--large` 10⁶, each spread evenly over 24 monthly partitions, and the
 * same kinds of queries to each: words that nearly every, some, and few messages have, what three messages in all have,
 * two words, and beginnings of words. A page of 20. The baseline is the driver reading 20 documents of the newest
 * partition by their time. All sizes are asked in the same rounds.
 */
const SIZES = [10_000, 100_000, ...(process.argv.includes('--large') ? [1_000_000] : [])];
const MESSAGES_PER_CONVERSATION = 50;
const PAGE = 20;
const PER_KIND = 10;
const ROUNDS = 5;

interface Query {
  kind: string;
  text: string;
}
interface Result {
  size: number;
  kind: string;
  queries: number;
  hits: number;
  median: number;
  p95: number;
}

/** An engine of its own with so many messages. */
interface Filled {
  size: number;
  desk: BenchDesk;
  queries: Query[];
  /** Of each query. */
  hits: number[];
  fillSeconds: number;
  stop(): Promise<void>;
}

const filled: Filled[] = [];
for (const size of SIZES) filled.push(await fill(size));
// All sizes in the same rounds, the same query of each after the other: a slow moment strikes all alike.
const count = filled[0]?.queries.length ?? 0;
const times = await takeTurns(
  [
    ...Array.from({ length: count }, (_, index) =>
      filled.map(
        ({ desk, queries }) =>
          async () =>
            search(desk, queries[index]),
      ),
    ).flat(),
    ...filled.map(
      ({ desk }) =>
        () =>
          raw(desk),
    ),
  ],
  { rounds: ROUNDS, warmUp: 0 },
);
const medians = times.map(median);
const results = filled.flatMap((each, place) => resultsOf(each, (index) => timeOf(index, place)));
const baselines = filled.map(({ size, fillSeconds }, place) => ({
  messages: size,
  raw: rounded(timeOf(count, place)),
  fillSeconds,
}));
for (const each of filled) await each.stop();

const kinds = [...new Set(results.map(({ kind }) => kind))];
await reportResult('search', {
  'Search, milliseconds': results.map(({ size, ...rest }) => ({ messages: size, ...rest })),
  [`${PAGE} documents by the driver, milliseconds`]: baselines,
  'How it grows with ten times the messages': kinds.map((kind) => growth(kind)),
});

/** Milliseconds of the query with this index (the driver's, after the last) among messages of the size in this place. */
function timeOf(index: number, place: number): number {
  return medians[index * filled.length + place] ?? NaN;
}

async function fill(size: number): Promise<Filled> {
  const databases = await startDatabases();
  const desk = await openBenchDesk(databases.mongodbUrl);
  const startedAt = performance.now();
  const conversations = await makeConversations(desk, size / MESSAGES_PER_CONVERSATION);
  const frequencies = new Map<string, number>();
  const text = await naturalTexts(4);
  await fillMessages(desk, {
    conversations,
    count: size,
    text: (index) => {
      const made = text(index);
      for (const word of new Set(wordsOf(made))) {
        frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
      }
      return made;
    },
  });
  const fillSeconds = Math.round((performance.now() - startedAt) / 1000);
  const queries = queriesFor(frequencies, size);
  const hits: number[] = [];
  // Each query once, so that keys and pages are where they are on a desktop that runs for a while.
  for (const query of queries) hits.push(await search(desk, query));
  const stop = async (): Promise<void> => {
    await desk.close();
    await databases.stop();
  };
  return { size, desk, queries, hits, fillSeconds, stop };
}

function resultsOf(
  { size, queries, hits }: Filled,
  timeOfQuery: (index: number) => number,
): Result[] {
  return ['all', ...new Set(queries.map((query) => query.kind))].map((kind) => {
    const those = queries.flatMap((query, index) =>
      kind === 'all' || query.kind === kind ? [index] : [],
    );
    const own = those.map(timeOfQuery);
    return {
      size,
      kind,
      queries: those.length,
      hits: rounded(mean(those.map((index) => hits[index] ?? 0))),
      median: rounded(median(own)),
      p95: rounded(percentile(own, 95)),
    };
  });
}

async function search({ stores }: BenchDesk, query: Query | undefined): Promise<number> {
  const found = await stores.search.search({ query: query?.text ?? '', limit: PAGE });
  return found.items.length;
}

async function raw({ context }: BenchDesk): Promise<unknown> {
  const [newest = ''] = await context.partitions.all();
  return context.partitions
    .collection(newest)
    .find()
    .project({ searchTokens: 0 })
    .sort({ timestamp: -1 })
    .limit(PAGE)
    .toArray();
}

/** The same for the same texts; what is frequent and what is rare is counted, not guessed. */
function queriesFor(frequencies: ReadonlyMap<string, number>, size: number): Query[] {
  const random = seededRandom(5);
  const words = [...frequencies].filter(([word]) => word.length > 2 && !/\d/.test(word));
  const between = (from: number, until: number): string[] =>
    words.flatMap(([word, count]) => (count / size >= from && count / size < until ? [word] : []));
  const some = (from: readonly string[]): string[] =>
    Array.from({ length: PER_KIND }, () => from[Math.floor(random() * from.length)] ?? '');
  const frequent = between(0.05, 1);
  const middling = between(0.005, 0.05);
  const rare = between(0, 0.002);
  const pair = (one: readonly string[], other: readonly string[]): string[] => {
    const seconds = some(other);
    return some(one).map((word, index) => `${word} ${seconds[index] ?? ''}`);
  };
  const kinds: Record<string, string[]> = {
    'a frequent word': some(frequent),
    'a middling word': some(middling),
    'a rare word': some(rare),
    'an order, in three messages': Array.from({ length: PER_KIND }, () =>
      orderNumber(Math.floor(random() * ordersIn(size))),
    ),
    'two frequent words': pair(frequent, frequent),
    'a frequent and a rare word': pair(frequent, rare),
    'the beginning of a word': some(middling).map((word) => word.slice(0, 3)),
    'two beginnings': pair(frequent, middling).map((text) =>
      text
        .split(' ')
        .map((word) => word.slice(0, 3))
        .join(' '),
    ),
  };
  return Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => ({ kind, text })));
}

function growth(kind: string): object {
  const own = results.filter((each) => each.kind === kind);
  const [smallest, largest] = [own[0], own.at(-1)];
  const steps = own.slice(1).map((each, index) => ({ each, before: own[index] }));
  return {
    kind,
    ...Object.fromEntries(
      steps.map(({ each, before }) => [
        `p95 from ${before?.size} to ${each.size}`,
        rounded(each.p95 / (before?.p95 ?? NaN)),
      ]),
    ),
    [`p95 from ${smallest?.size} to ${largest?.size}`]: rounded(
      (largest?.p95 ?? NaN) / (smallest?.p95 ?? NaN),
    ),
    [`median from ${smallest?.size} to ${largest?.size}`]: rounded(
      (largest?.median ?? NaN) / (smallest?.median ?? NaN),
    ),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
