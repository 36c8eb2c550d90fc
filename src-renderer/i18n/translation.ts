/** The same keys as `Words`, no more and no fewer, with any texts. */
export type Translation<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Translation<Words[Key]>;
};
