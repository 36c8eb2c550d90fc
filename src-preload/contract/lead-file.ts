/** The columns of a file of leads, in their order: what is exported, and is taken in again as it was. */
export const leadFileColumns = [
  'Lead id',
  'Name',
  'Phone',
  'Stage',
  'Lost reason',
  'Owner',
  'Business',
  'Campaign',
  'Value',
  'Currency',
  'Expected close',
  'Next step',
  'Reminder',
  'Notes',
  'Source',
  'Created',
  'Message',
] as const;
export type LeadFileColumn = (typeof leadFileColumns)[number];
