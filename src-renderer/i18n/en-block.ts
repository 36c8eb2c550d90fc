/** The words about blocking people on WhatsApp. */
export const enBlock = {
  block: 'Block…',
  unblock: 'Unblock',
  confirm: 'Block',
  title: 'Block {{name}}?',
  explain:
    'No message or call from this person will come, and nothing can be sent to them. They are not told. You can take it back at any time.',
  explainAccount:
    'Through {{account}} no message or call from this person will come, and nothing can be sent to them. They are not told. You can take it back at any time.',
  stopped: '{{name}} is blocked: nothing comes from them, and nothing can be sent to them.',
  mark: 'Blocked',
  accounts: 'Accounts',
  blockIn: 'Block in {{account}}',
  unblockIn: 'Unblock in {{account}}',
} as const;
