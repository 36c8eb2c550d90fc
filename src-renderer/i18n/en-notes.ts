/** Notes for the team, between the messages. */
export const enNotes = {
  modes: 'What to write',
  message: 'Message',
  note: 'Note',
  private: 'Only your team sees this',
  label: 'Note about {{name}}',
  placeholder: 'Write a note for your team, @ mentions a colleague',
  people: 'Colleagues to mention',
  save: 'Keep the note',
  saveEdit: 'Save the note',
  edit: 'Edit the note',
  delete: 'Delete the note',
  edited: 'edited',
  by: 'Note by {{name}}, only your team sees this',
  mentioned: 'You were mentioned',
  unreadable: 'This note cannot be opened any more.',
  loadFailed: 'The notes could not be loaded.',
};
