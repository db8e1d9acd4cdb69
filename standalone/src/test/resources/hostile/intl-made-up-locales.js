// outcome: limit_exceeded
// asks for locales that nobody has asked for
for (let i = 0; ; i++) Intl.getCanonicalLocales('en-x-' + i.toString(36).padStart(8, 'a'));
