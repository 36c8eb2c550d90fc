/** What people say of leads, and leads that they make by hand. */
export const enJudgements = {
  buying: 'This is a buying message',
  notBuying: 'This is no buying message',
  confirmed: 'Noted. The conversation has a lead now.',
  notALead: 'Not a lead',
  notALeadNamed: 'Not a lead: {{name}}',
  dismissed: '{{name}} is no lead any more. Its messages open none again.',
  undo: 'Undo',
  restored: '{{name}} is a lead again.',
  restore: 'It is a lead after all',
  restoreNamed: 'It is a lead after all: {{name}}',
  dismissedNote:
    'Somebody said that this is no lead. It is not on the board and not in the figures, and its messages open none again.',
  gone: 'There is no lead of this message any more.',
  saidNoLead: 'said that it is no lead',
  saidLead: 'said that it is a lead after all',
  new: 'New lead',
  newFor: 'New lead of this conversation',
  make: 'Make the lead',
  phoneHelp:
    'With its country code, such as +34 600 111 222. As soon as somebody of this number writes, the lead is theirs.',
  phoneLinked: 'The conversation with this number is found by it.',
  badPhone: 'This is no number with a country code, such as +34 600 111 222.',
  badValue: 'This is no amount, such as 1250.50.',
  anotherOpen: 'The conversation has an open lead already. Here it is.',
};

/** What the team's judgements teach, under the rules for leads in the settings. */
export const enLearning = {
  title: 'Learned from your team',
  help: 'What your team says of messages and leads (“This is a buying message”, “Not a lead”) can correct the points of messages. You see what would change before anything does; then it counts for the whole team, from the next message on. What was learned is a small list of numbers: no message is kept in it.',
  loadFailedTitle: 'What was learned could not be loaded',
  judgements_one: '{{count}} judgement so far: {{leads}} for a lead, {{others}} against.',
  judgements_other: '{{count}} judgements so far: {{leads}} for a lead, {{others}} against.',
  needs: 'At least {{count}} are needed before something can be learned.',
  modelOnly: 'The model that comes with the app is used as it is.',
  backToModel: 'The model that comes with the app is used as it is, since {{date}} ({{name}}).',
  applied_one:
    'Version {{version}}, learned from {{count}} judgement, applied {{date}} by {{name}}.',
  applied_other:
    'Version {{version}}, learned from {{count}} judgements, applied {{date}} by {{name}}.',
  somebody: 'somebody who has left',
  outdated:
    'It was learned on an earlier version of the model and does not count any more: learn again.',
  learn: 'Learn from the judgements',
  toModel: 'Back to the app’s model',
  reading: 'Reading what customers wrote last month…',
  tooFew_one:
    'Of {{count}} judgement the message can still be read; {{needed}} are needed. Judge some more leads first.',
  tooFew_other:
    'Of {{count}} judgements the messages can still be read; {{needed}} are needed. Judge some more leads first.',
  learnTitle: 'What your judgements would change',
  modelTitle: 'What the app’s model alone would change',
  effect:
    'Of {{messages}} messages of the last {{days}} days {{gained}} more and {{lost}} fewer would be leads.',
  noEffect: 'Of {{messages}} messages of the last {{days}} days none would be judged otherwise.',
  limited: 'Only the newest {{most}} were looked at.',
  right_one: 'Of your {{count}} judgement {{after}} would be right, instead of {{before}}.',
  right_other: 'Of your {{count}} judgements {{after}} would be right, instead of {{before}}.',
  unseen: 'Tried on judgements that it has not learned from: {{right}} of {{count}} right.',
  notBetter:
    'On what it has not seen it is not better than now. More judgements would help before it is applied.',
  changes: 'Messages that would be judged otherwise',
  listed: 'The newest {{count}} of them:',
  becomes: 'would be a lead',
  ceases: 'would be none',
  change: '{{before}} → {{after}}',
  changeLabel: '{{before}} points now, {{after}} then',
  apply: 'Apply for the whole team',
  discard: 'Discard',
  appliedDone: 'Applied. It counts from the next message on; leads stay as they are.',
  outdatedDone: 'Somebody has applied something else meanwhile, so nothing was changed. Try again.',
};
