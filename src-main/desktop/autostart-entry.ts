/** The file that makes a Linux desktop start a command at login (Desktop Entry Specification 1.5). */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Alexia Desk',
    `Exec=${command.map(quoted).join(' ')}`,
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** An argument of the key Exec: in quotes, what is special in them escaped once, and once more as any string. */
function quoted(argument: string): string {
  const inQuotes = argument.replaceAll(/[\\"`$]/g, (character) => `\\${character}`);
  return `"${inQuotes.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
}
