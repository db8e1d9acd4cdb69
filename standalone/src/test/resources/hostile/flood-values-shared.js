// outcome: succeeded
// changes what it stored after storing it
const o = { a: 1 }; await sm.values.set('k', o); o.a = 2;
return (await sm.values.get('k')).a === 1 ? 'copied' : 'ESCAPED';
