// Random numbers from the execution's id: the same on every attempt, so a run can be repeated. Not for secrets.
(function random(realm) {
  'use strict';

  const MAX_BYTES = 65536;

  const { run, seed } = realm.host;

  let state = null;
  let stateOf = 0;

  // xmur3 spreads the seed, sfc32 generates (both public domain, https://github.com/bryc/code).
  const spread = (text) => {
    let h = 1779033703 ^ text.length;
    for (let i = 0; i < text.length; i++) {
      h = Math.imul(h ^ text.charCodeAt(i), 3432918353);
      h = (h << 13) | (h >>> 19);
    }
    return () => {
      h = Math.imul(h ^ (h >>> 16), 2246822507);
      h = Math.imul(h ^ (h >>> 13), 3266489909);
      h ^= h >>> 16;
      return h | 0;
    };
  };

  const seeded = () => {
    const part = spread(seed());
    stateOf = run();
    state = { a: part(), b: part(), c: part(), d: part() };
    for (let i = 0; i < 12; i++) next();
    return state;
  };

  const next = () => {
    const s = stateOf === run() ? state : seeded();
    const t = (s.a + s.b + s.d) | 0;
    s.d = (s.d + 1) | 0;
    s.a = s.b ^ (s.b >>> 9);
    s.b = (s.c + (s.c << 3)) | 0;
    s.c = ((s.c << 21) | (s.c >>> 11)) + t | 0;
    return t >>> 0;
  };

  realm.method(Math, 'random', () => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992);

  const kindOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag).get;

  const crypto = {};
  realm.method(crypto, 'getRandomValues', (array) => {
    const kind = Reflect.apply(kindOf, array, []);
    if (kind === undefined || kind.startsWith('Float')) {
      throw realm.refusal('invalid_array', 'getRandomValues fills a typed array of integers');
    }
    if (array.byteLength > MAX_BYTES) {
      throw realm.refusal('invalid_array', 'getRandomValues fills at most ' + MAX_BYTES + ' bytes at once');
    }
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = next() >>> 24;
    return array;
  });

  realm.method(crypto, 'randomUUID', () => {
    let digits = '';
    while (digits.length < 32) digits += next().toString(16).padStart(8, '0');
    const variant = '89ab'[parseInt(digits[16], 16) & 3];
    return digits.slice(0, 8) + '-' + digits.slice(8, 12) + '-4' + digits.slice(13, 16) + '-' + variant
      + digits.slice(17, 20) + '-' + digits.slice(20, 32);
  });
  realm.define('crypto', crypto);
})
