// outcome: succeeded|failed|limit_exceeded
// asks for a hundred thousand locales
return Intl.getCanonicalLocales(Array.from({ length: 100000 }, (_, n) => 'en-x-' + n.toString(36))).length;
