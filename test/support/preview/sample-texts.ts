export const people = [
  'Lucía Fernández',
  'Mateo Rojas',
  'Hannah Schmidt',
  'ليلى حسن',
  'דניאל כהן',
  'Priya Raman',
  'Giulia Conti',
  'Tomás Herrera Villalobos de la Cruz',
  'Aiko Tanaka',
  'Olivia Brown',
  'Jean-Baptiste Moreau',
  'Camila Duarte',
  'Mohammed Al-Farsi',
  'Svetlana Ivanova',
  'Andrés Gil',
  'Noor van Dijk',
  'Chidi Okafor',
  '+34 600 112 233',
  'Café Aurora ☕',
  'Beatriz Souza',
] as const;

export const groups = [
  'Pedidos Mayoristas',
  'Familia Gómez 🎉',
  'Distribuidores Norte',
  'Team Launch',
] as const;

export const customerTexts = [
  'Hola! ¿Tenéis disponible la silla modelo Oslo en gris?',
  'How much would 20 units be, delivered to Valencia?',
  'Perfect, thank you 🙏',
  'مرحبا، هل يمكنني معرفة سعر الطاولة الكبيرة؟',
  'שלום, מתי תגיע ההזמנה שלי?',
  'I would like to place an order for two desks and four lamps. Could you send me an invoice to the company address?',
  'ok',
  '¿Me puedes mandar el catálogo?',
  'Is there any discount if we take the whole set? We are furnishing a new office with twelve people and would prefer everything from one place.',
  '👍🏽',
  'The delivery came today, everything arrived in perfect condition. My colleagues love it!',
  'Can I pick it up on Saturday?',
  'Καλημέρα, πότε φτάνει η παραγγελία μου;',
  'Do you ship to Portugal?',
] as const;

export const ourTexts = [
  '¡Hola! Sí, la tenemos en stock. ¿Cuántas necesitas?',
  'For 20 units the price is 1,180 € including delivery.',
  'Of course, here you are: the catalogue is attached below.',
  'You are welcome! Let me know if you need anything else.',
  'We can deliver on Thursday between 9:00 and 13:00. Would that suit you?',
  'نعم، السعر ٤٥٠ يورو مع التوصيل.',
  'Done ✅',
  'I will check with the warehouse and come back to you within the hour.',
] as const;

export const longText = Array.from(
  { length: 60 },
  (_, index) =>
    `${index + 1}. Desk model Oslo, oak, 160 × 80 cm, height-adjustable, with cable tray and two drawers – please confirm the colour and the delivery date.`,
).join('\n');
