/**
 * The same store, whose methods reject with classified errors: a driver's error never leaves the folder of its
 * driver. Every method of a store returns a promise.
 */
export function classifyRejections<T extends object>(
  store: T,
  classify: (error: unknown) => unknown,
): T {
  return new Proxy(store, {
    get(target, property, receiver) {
      const member: unknown = Reflect.get(target, property, receiver);
      if (typeof member !== 'function') return member;
      return async (...input: unknown[]): Promise<unknown> => {
        try {
          return await Reflect.apply(member, target, input);
        } catch (error) {
          throw classify(error);
        }
      };
    },
  });
}
