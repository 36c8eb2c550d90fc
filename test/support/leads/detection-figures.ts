export interface DetectionFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** How well those that were found are those that were meant. */
export function detectionFigures(
  judged: readonly { readonly isMeant: boolean; readonly isFound: boolean }[],
): DetectionFigures {
  const count = (isMeant: boolean, isFound: boolean): number =>
    judged.filter((each) => each.isMeant === isMeant && each.isFound === isFound).length;
  const [truePositives, falsePositives, falseNegatives] = [
    count(true, true),
    count(false, true),
    count(true, false),
  ];
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    truePositives,
    falsePositives,
    falseNegatives,
  };
}
