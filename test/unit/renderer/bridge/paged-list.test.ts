import { describe, expect, it } from 'vitest';
import { BridgeFailure } from '../../../../src-renderer/bridge/bridge-failure.ts';
import {
  createPager,
  type Page,
  type PagedList,
  type Pager,
} from '../../../../src-renderer/bridge/paged-list.ts';
import { idle, type RemoteData, shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { deferred } from '../samples.ts';

type Letters = PagedList<string, number>;

function lettersPager(fetchPage: (after: number | undefined) => Promise<Page<string, number>>): {
  readonly pager: Pager<string>;
  readonly data: () => RemoteData<Letters>;
  readonly writes: () => number;
} {
  let data: RemoteData<Letters> = idle;
  let writes = 0;
  const pager = createPager<string, number, string>({
    fetchPage,
    idOf: (item) => item,
    // What stands first already changes nothing.
    apply: (list, event) =>
      list.items[0] === event
        ? list
        : { ...list, items: [event, ...list.items.filter((item) => item !== event)] },
    read: () => data,
    write: (next) => {
      data = next;
      writes += 1;
    },
  });
  return { pager, data: () => data, writes: () => writes };
}

const failure = new BridgeFailure('contact.list', {
  code: 'database_unreachable',
  retryable: true,
  reference: '1',
});

describe('a paged list', () => {
  it('joins the pages and drops what a page repeats', async () => {
    const { pager, data } = lettersPager(async (after) =>
      after === undefined ? { items: ['a', 'b'], next: 2 } : { items: ['b', 'c'], next: null },
    );
    await pager.loadFirst();
    await pager.loadMore();
    expect(shownValue(data())).toEqual({ items: ['a', 'b', 'c'], next: null, more: 'idle' });
  });

  it('asks for the next page only once at a time, and not after the last', async () => {
    const second = deferred<Page<string, number>>();
    let asked = 0;
    const { pager } = lettersPager(async (after) => {
      asked += 1;
      return after === undefined ? { items: ['a'], next: 1 } : second.promise;
    });
    await pager.loadFirst();
    const first = pager.loadMore();
    await pager.loadMore();
    second.resolve({ items: ['b'], next: null });
    await first;
    await pager.loadMore();
    expect(asked).toBe(2);
  });

  it('applies an event that came while a page was on its way on top of it', async () => {
    const page = deferred<Page<string, number>>();
    const { pager, data } = lettersPager(() => page.promise);
    const loading = pager.loadFirst();
    pager.receive('new');
    page.resolve({ items: ['old'], next: null });
    await loading;
    expect(shownValue(data())?.items).toEqual(['new', 'old']);
  });

  it('is left alone by an event that changes nothing of it', async () => {
    const { pager, data, writes } = lettersPager(async () => ({ items: ['a'], next: null }));
    await pager.loadFirst();
    const before = { data: data(), writes: writes() };
    pager.receive('a');
    expect({ data: data(), writes: writes() }).toEqual(before);
    pager.receive('b');
    expect(writes()).toBe(before.writes + 1);
  });

  it('drops the answer that a later load has overtaken', async () => {
    const answers = [deferred<Page<string, number>>(), deferred<Page<string, number>>()];
    let asked = 0;
    const { pager, data } = lettersPager(() => {
      const answer = answers[asked];
      asked += 1;
      if (answer === undefined) throw new Error('asked too often');
      return answer.promise;
    });
    const early = pager.loadFirst();
    const late = pager.loadFirst();
    answers[1]?.resolve({ items: ['late'], next: null });
    await late;
    answers[0]?.resolve({ items: ['early'], next: null });
    await early;
    expect(shownValue(data())?.items).toEqual(['late']);
  });

  it('keeps the items when the next page fails, and can ask again', async () => {
    let isDown = true;
    const { pager, data } = lettersPager(async (after) => {
      if (after !== undefined && isDown) throw failure;
      return after === undefined ? { items: ['a'], next: 1 } : { items: ['b'], next: null };
    });
    await pager.loadFirst();
    await pager.loadMore();
    expect(shownValue(data())).toMatchObject({ items: ['a'], more: 'failed' });
    isDown = false;
    await pager.loadMore();
    expect(shownValue(data())?.items).toEqual(['a', 'b']);
  });

  it('is failed with a reason when the first page fails', async () => {
    const { pager, data } = lettersPager(() => Promise.reject(failure));
    await pager.loadFirst();
    expect(data()).toEqual({ status: 'failed', failure });
  });
});
