import { type RefObject, useEffect, useRef, useState } from 'react';

interface CurrentSection {
  /** The id of the section that is being read; null before anything is known. */
  readonly current: string | null;
  /** Call it when somebody has gone to a section: it is the current one until they scroll on. */
  readonly noteGoing: (id: string) => void;
}

/** Where one reads: the section that stands there is the current one, not the rest of one that leaves at the top. */
const BAND = '-15% 0px -80% 0px';

/** Which of the sections in a scroller is being read. `sections` has them by id. */
export function useCurrentSection(
  scroller: RefObject<HTMLElement | null>,
  sections: ReadonlyMap<string, HTMLElement>,
): CurrentSection {
  const [current, setCurrent] = useState<string | null>(null);
  /** Where it was scrolled to for a section that somebody went to: a short last one never comes to the top. */
  const wentTo = useRef<number | null>(null);

  useEffect(() => {
    const root = scroller.current;
    if (root === null) return;
    const seen = new Set<Element>();
    const show = (): void => {
      if (wentTo.current !== null) return;
      const last = [...sections]
        .filter(([, element]) => seen.has(element))
        .sort(([, one], [, other]) => one.offsetTop - other.offsetTop)
        .at(-1);
      if (last !== undefined) setCurrent(last[0]);
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target);
          else seen.delete(target);
        }
        show();
      },
      { root, rootMargin: BAND },
    );
    for (const element of sections.values()) observer.observe(element);
    const onScroll = (): void => {
      if (wentTo.current === null || Math.abs(root.scrollTop - wentTo.current) < 1) return;
      wentTo.current = null;
      show();
    };
    root.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      root.removeEventListener('scroll', onScroll);
    };
  }, [scroller, sections]);

  return {
    current,
    noteGoing(id) {
      wentTo.current = scroller.current?.scrollTop ?? null;
      setCurrent(id);
    },
  };
}
