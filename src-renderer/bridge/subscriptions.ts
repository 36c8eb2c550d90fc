/** Joins several unsubscribe functions into one that calls each of them once, last first. */
export function joinSubscriptions(...unsubscribes: (() => void)[]): () => void {
  return () => {
    for (const unsubscribe of unsubscribes.splice(0).reverse()) {
      unsubscribe();
    }
  };
}
