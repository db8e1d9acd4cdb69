// outcome: succeeded
// stores what is another thing each time it is read
let n = 0; await sm.values.set('k', { get a() { return n++; } });
const got = await sm.values.get('k');
return got.a === (await sm.values.get('k')).a ? 'one' : 'ESCAPED';
