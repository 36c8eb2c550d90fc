/** Proquints: consonants and vowels that cannot be mistaken, read aloud or on paper; 16 bits a word. */
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const WORDS = 6;

/** Six words of five letters, 96 bits: `lusab-babad-…`. `fill` puts random numbers of 16 bits into the array. */
export function suggestPassphrase(fill: (numbers: Uint16Array<ArrayBuffer>) => void): string {
  const numbers = new Uint16Array(WORDS);
  fill(numbers);
  return Array.from(numbers, toWord).join('-');
}

function toWord(number: number): string {
  return [
    CONSONANTS.charAt(number >> 12),
    VOWELS.charAt((number >> 10) & 3),
    CONSONANTS.charAt((number >> 6) & 15),
    VOWELS.charAt((number >> 4) & 3),
    CONSONANTS.charAt(number & 15),
  ].join('');
}
