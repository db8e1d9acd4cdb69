// outcome: succeeded
// stores a key named __proto__
await sm.values.set('__proto__', JSON.parse('{"__proto__":{"poisoned":1}}'));
const got = await sm.values.get('__proto__');
return got.poisoned || ({}).poisoned ? (({}).poisoned ? 'ESCAPED' : 'own') : 'own';
