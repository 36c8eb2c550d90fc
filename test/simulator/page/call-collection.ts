import { Emitter } from './emitter.ts';

/** `WAWebCallCollection` must own a Map: the library wraps its `set`, and fails as a whole without one. */
export const callCollection = Object.assign(new Emitter(), {
  callMap: new Map<string, object>(),
});
