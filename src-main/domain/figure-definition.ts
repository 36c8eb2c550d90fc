/**
 * The version of the definitions in `resources/docs/numbers.md`. It goes up with every change of what a figure means,
 * of the classes of response times included; figures of an older one are made anew.
 */
export const DEFINITION_VERSION = 1;
