import { useCallback } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { LeadField, LeadFields } from '../../../src-preload/contract/lead.ts';
import { useStageName } from '../../ui/lead-stage-pill.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useLeads } from './leads-context.ts';
import { useMoney } from '../../ui/use-money.ts';

type Former = { readonly [Field in LeadField]?: LeadFields[Field] | undefined };

/** What a field holds, in words: of a lead, or of what it was before. */
export function useFieldText(): (field: LeadField, fields: Former) => string {
  const { t } = useTranslation();
  const stageName = useStageName();
  const money = useMoney();
  const formats = useTimeFormats();
  const people = useLeads((state) => state.people);
  const businesses = useLeads((state) => state.businesses);
  const campaigns = useLeads((state) => state.campaigns);
  return useCallback(
    (field, fields) => {
      const nothing = t('pipeline.nothing');
      switch (field) {
        case 'stage':
          return fields.stage === undefined ? nothing : stageName(fields.stage);
        case 'ownerId': {
          const { ownerId } = fields;
          if (!ownerId) return t('pipeline.nobody');
          return people.find((each) => each.userId === ownerId)?.name ?? t('pipeline.somebody');
        }
        case 'businessId': {
          const { businessId } = fields;
          if (!businessId) return t('pipeline.noBusiness');
          return businesses.find((each) => each.businessId === businessId)?.name ?? nothing;
        }
        case 'campaignId': {
          const { campaignId } = fields;
          if (!campaignId) return t('campaigns.none');
          const found = campaigns.find((each) => each.campaignId === campaignId);
          return found?.name ?? t('campaigns.unknown');
        }
        case 'value':
          return fields.value ? money(fields.value.minor, fields.value.currency) : nothing;
        case 'expectedClose':
          return fields.expectedClose ? formats.calendarDay(fields.expectedClose) : nothing;
        case 'nextStep': {
          const { nextStep } = fields;
          if (!nextStep) return nothing;
          return nextStep.at === null
            ? nextStep.text
            : `${nextStep.text} · ${formats.full(nextStep.at)}`;
        }
        case 'phoneNumber':
          return fields.phoneNumber ?? nothing;
        case 'contactName':
        case 'lostReason':
        case 'notes':
          return fields[field] === undefined || fields[field] === '' ? nothing : fields[field];
      }
    },
    [t, stageName, money, formats, people, businesses, campaigns],
  );
}
