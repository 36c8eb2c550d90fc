import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  type CommandInput,
  type CommandName,
  commands,
} from '../../../src-preload/contract/contract.ts';
import { bridgeDesk, commandNames, expectFailure } from './bridge-desk.ts';
import { FREE_TEXT } from './valid-call.ts';
import { validCallsOf } from './valid-calls.ts';

const bridge = bridgeDesk();
const validCalls = validCallsOf(bridge);

/** Numbers below zero are right in these. */
const mayBeNegative = new Set(['points']);

describe('when the app works', () => {
  beforeAll(() => bridge.setUp());

  it.each(commandNames)('%s refuses what is not its input', async (name) => {
    const shapeless = [undefined, null, 42, Number.NaN, 'x', true, [], [{}], () => {}];
    for (const input of shapeless) expectFailure(await bridge.call(name, input), 'bad_input');

    const fields: Record<string, z.ZodType> = commands[name].input.shape;
    const required = Object.keys(fields).filter(
      (field) => fields[field]?.safeParse(undefined).success === false,
    );
    if (required.length > 0)
      expectFailure(await bridge.call(name, { unexpected: 'shape' }), 'bad_input');
  });

  it.each(commandNames)('%s refuses a wrong value in any of its fields', async (name) => {
    const fields: Record<string, z.ZodType> = commands[name].input.shape;
    const valid: Record<string, unknown> = { ...(await inputFor(name)) };
    for (const [field, shape] of Object.entries(fields)) {
      for (const wrong of wrongValuesFor(valid[field])) {
        // What may be null is not refused for being it.
        if (wrong === null && shape.safeParse(null).success) continue;
        if (wrong === -1 && mayBeNegative.has(field)) continue;
        expectFailure(await bridge.call(name, { ...valid, [field]: wrong }), 'bad_input');
      }
      if (shape.safeParse(undefined).success) continue;
      const { [field]: _, ...without } = valid;
      expectFailure(await bridge.call(name, without), 'bad_input');
    }
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'app.nope',
    '',
    7,
    null,
    undefined,
    {},
    ['app.state'],
  ])('the command %s is refused, for there is none', async (name) => {
    expectFailure(await bridge.call(name, {}), 'bad_input');
  });

  it.each(Object.keys(validCalls) as CommandName[])(
    '%s answers a valid call as the contract says',
    async (name) => {
      const { refusedWith } = validCalls[name];
      const result = await bridge.call(name, await inputFor(name));
      if (refusedWith) expectFailure(result, refusedWith);
      else {
        expect(result).toMatchObject({ ok: true });
        if (result.ok) expect(commands[name].output.parse(result.value)).toEqual(result.value);
      }
    },
  );
});

function inputFor<N extends CommandName>(name: N): Promise<CommandInput<N>> {
  return Promise.resolve(validCalls[name].input());
}

function wrongValuesFor(valid: unknown): unknown[] {
  if (typeof valid === 'string') {
    return [null, 42, {}, [valid], ''].filter((value) => value !== '' || valid !== FREE_TEXT);
  }
  if (typeof valid === 'number') {
    return [null, String(valid), 1.5, -1, Number.POSITIVE_INFINITY, Number.MAX_VALUE];
  }
  if (Array.isArray(valid)) return [null, 42, 'x', [42], [{}], { unexpected: true }];
  // What may be null is not refused for being it.
  return [null, 42, 'x', [], { unexpected: true }].filter((value) => value !== valid);
}
