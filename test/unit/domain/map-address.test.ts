import { expect, it } from 'vitest';
import { mapAddress } from '../../../src-main/domain/map-address.ts';

it('shows a place on OpenStreetMap, to the metre, also the smallest numbers', () => {
  expect(mapAddress({ latitude: 40.4168, longitude: -3.70379 })).toBe(
    'https://www.openstreetmap.org/?mlat=40.41680&mlon=-3.70379#map=17/40.41680/-3.70379',
  );
  expect(mapAddress({ latitude: 1e-9, longitude: 180 })).toBe(
    'https://www.openstreetmap.org/?mlat=0.00000&mlon=180.00000#map=17/0.00000/180.00000',
  );
});
