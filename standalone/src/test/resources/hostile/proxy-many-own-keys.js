// outcome: failed
// lists keys, each of which is looked for among all others
const target = {};
for (let i = 0; i < 1e5; i++) target['k' + i] = 1;
Object.preventExtensions(target);
const keys = Reflect.ownKeys(target).reverse();
return Reflect.ownKeys(new Proxy(target, { ownKeys: () => keys })).length;
