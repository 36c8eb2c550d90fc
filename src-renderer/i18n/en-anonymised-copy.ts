/** Copies of the data in which nobody is left. */
export const enAnonymisedCopy = {
  title: 'Anonymised copies',
  help: 'A copy for analysis or support. Names, numbers, texts and files are replaced by made-up ones, the same person by the same name throughout, and times are told as far as enough people share them. Before you get the copy, every original word, number and id is sought in it.',
  of: 'Copy of',
  everything: 'The whole workspace',
  people: 'People who must share something',
  peopleHelp: 'Times, labels, values and countries are told where so many people have them.',
  write: 'Write a copy…',
  question: 'Write an anonymised copy',
  questionText:
    'The copy is a new folder. It is for people whom you trust with figures and not with customers, not for publishing.',
  choosePlace: 'Choose where…',
  stages: {
    reading: 'Reading what there is',
    writing: 'Writing the copy',
    checking: 'Seeking originals in the copy',
  },
  soFar: '{{done}} messages so far',
  howFar: '{{done}} of {{total}}',
  written: 'The copy is written, and nothing original was found in it.',
  counts:
    'It has {{people}} people, {{conversations}} conversations, {{messages}} messages, {{leads}} leads and {{files}} files.',
  sought: '{{words}} words, {{numbers}} numbers and {{ids}} ids were sought.',
  notAnonymous: 'The copy was not anonymous, and was deleted.',
  found:
    'Found in it: {{words}} original words, {{numbers}} numbers, {{ids}} ids, {{files}} files and {{lines}} lines that do not belong there. Please try again; if it happens again, tell us.',
  cancelled: 'No copy was written.',
  running: 'A copy is being written already.',
};
