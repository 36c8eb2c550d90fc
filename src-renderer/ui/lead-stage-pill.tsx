import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { LeadStage } from '../../src-preload/contract/lead.ts';
import { Pill, type PillTone } from './pill.tsx';

const tones: Readonly<Record<LeadStage, PillTone>> = {
  new: 'lead',
  contacted: 'accent',
  qualified: 'accent',
  proposal: 'accent',
  won: 'good',
  lost: 'quiet',
};

/** What the team calls the stages; those without a name of its own have the app's word. */
export const StageNames = createContext<Readonly<Partial<Record<LeadStage, string>>>>({});

/** What a stage is called. */
export function useStageName(): (stage: LeadStage) => string {
  const { t } = useTranslation();
  const names = useContext(StageNames);
  return useCallback((stage) => names[stage] ?? t(`leads.stages.${stage}`), [names, t]);
}

/** How far a lead has come. */
export function LeadStagePill({ stage }: { readonly stage: LeadStage }): ReactNode {
  const nameOf = useStageName();
  return <Pill tone={tones[stage]}>{nameOf(stage)}</Pill>;
}
