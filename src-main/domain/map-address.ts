/** A place on earth; degrees, WGS 84. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** About a metre: more digits say nothing. */
const DIGITS = 5;
const STREETS = 17;

/** Where OpenStreetMap shows a place with a pin, at a scale that has the names of streets. */
export function mapAddress({ latitude, longitude }: Place): string {
  const [lat, lon] = [latitude, longitude].map((degrees) => degrees.toFixed(DIGITS));
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=${STREETS}/${lat}/${lon}`;
}
