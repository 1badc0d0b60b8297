'use strict';
// What users would write: the raw body, its signature compared in constant time, JSON, 200.
const crypto = require('node:crypto');
const express = require('express');

const secret = process.argv[2];
const app = express();
app.disable('x-powered-by');

app.post('/voicecall/vyora', express.raw({ type: '*/*', limit: '1mb' }), (request, response) => {
  const expected = 'sha256=' + crypto.createHmac('sha256', secret).update(request.body).digest('hex');
  const given = request.get('X-Vyora-Signature') || '';
  const right =
    given.length === expected.length && crypto.timingSafeEqual(Buffer.from(given), Buffer.from(expected));
  if (!right) {
    return response.sendStatus(401);
  }
  const event = JSON.parse(request.body);
  return response.sendStatus(event.call_id ? 200 : 400);
});

const server = app.listen(0, '127.0.0.1', () => console.log('ready ' + server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
