import type { ReactNode } from 'react';
import { assertNever } from '../../../bridge/assert-never.ts';
import type { Section } from '../figures-slice.ts';
import { HoursSection } from './hours-section.tsx';
import { LeadsSection } from './leads-section.tsx';
import { MessagesSection } from './messages-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { RepliesSection } from './replies-section.tsx';

interface ShownSectionProperties {
  readonly section: Section;
  /** Who waits: a list to walk through on the screen, a table on paper. */
  readonly waits: ReactNode;
}

export function ShownSection({ section, waits }: ShownSectionProperties): ReactNode {
  switch (section) {
    case 'messages':
      return <MessagesSection />;
    case 'replies':
      return <RepliesSection />;
    case 'hours':
      return <HoursSection />;
    case 'waits':
      return waits;
    case 'leads':
      return <LeadsSection />;
    case 'people':
      return <PeopleSection />;
    default:
      return assertNever(section);
  }
}
