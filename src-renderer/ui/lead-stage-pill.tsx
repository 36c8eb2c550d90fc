import type { ReactNode } from 'react';
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

/** How far a lead has come. */
export function LeadStagePill({ stage }: { readonly stage: LeadStage }): ReactNode {
  const { t } = useTranslation();
  return <Pill tone={tones[stage]}>{t(`leads.stages.${stage}`)}</Pill>;
}
