// whatsapp-web.js drives our own executable; puppeteer must not fetch a browser of its own.
module.exports = { skipDownload: true };
