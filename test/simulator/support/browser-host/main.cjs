'use strict';
// Turns an Electron runtime into a plain browser: one hidden, empty window that puppeteer takes over.
const { setInterval, setTimeout } = require('node:timers');
const { app, BrowserWindow } = require('electron');

// Chromium leaves local storage in memory for seconds, and forgets it when it is closed right after a change.
const sessions = [];
app.on('session-created', (session) => {
  sessions.push(session);
  setInterval(() => session.flushStorageData(), 100);
});
app.once('before-quit', (event) => {
  event.preventDefault();
  for (const session of sessions) session.flushStorageData();
  setTimeout(() => app.quit(), 250);
});

app.whenReady().then(() => {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  return window.loadURL('about:blank');
});
