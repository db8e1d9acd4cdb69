// Says what the realm of an execution looks like, as a number: the same for every execution of the same tenant, whatever
// ran before. And uses each host function once.
const lines = [];
const seen = new Set();
const shape = (value) => typeof value === 'function' ? `function ${String(value.name)} ${value.length}` : typeof value;
const walk = (object, path) => {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function') || seen.has(object)) return;
  seen.add(object);
  lines.push(`${path} ${Object.isExtensible(object)}`);
  for (const key of Reflect.ownKeys(object)) {
    const at = `${path}.${String(key)}`;
    const property = Object.getOwnPropertyDescriptor(object, key);
    const flags = `${property.writable} ${property.enumerable} ${property.configurable}`;
    lines.push(`${at} ${flags} ${shape(property.value)} ${shape(property.get)} ${shape(property.set)}`);
    walk(property.get, `${at}.get`);
    walk(property.set, `${at}.set`);
    walk(property.value, at);
  }
  walk(Object.getPrototypeOf(object), `${path}.[[Prototype]]`);
};
walk(globalThis, 'globalThis');
walk(sm.log, 'sm.log');
walk(sm.values, 'sm.values');
for (const [name, value] of Object.entries({
  generator: (function* () {})(), async: async () => {}, asyncGenerator: (async function* () {})(), arrayIterator: [].values(),
  mapIterator: new Map().values(), setIterator: new Set().values(), stringIterator: ''[Symbol.iterator](),
  regexpIterator: 'a'.matchAll(/a/g), error: new Error('mine'), promise: Promise.resolve(),
})) {
  walk(Object.getPrototypeOf(value), name);
}
let hash = 2166136261;
for (const line of lines) {
  for (let n = 0; n < line.length; n++) hash = Math.imul(hash ^ line.charCodeAt(n), 16777619);
}
sm.log.info('canary');
await sm.values.set('canary', lines.length);
await sm.emit('canary.sang', null, { lines: lines.length });
await new Promise((resolve) => setTimeout(resolve, 1));
return `${lines.length} ${hash >>> 0} ${await sm.values.get('canary')} ${'a'.replace(/a/, 'b')} ${RegExp.$1 ?? ''}`;
