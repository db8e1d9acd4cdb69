// outcome: succeeded|failed
// walks all names of the global object and its prototypes for hosts
const seen = new Set();
const found = [];
const walk = (object, path, depth) => {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function') || seen.has(object) || depth > 6) return;
  seen.add(object);
  for (const key of Reflect.ownKeys(object)) {
    let value;
    try { value = Reflect.get(object, key); } catch { continue; }
    const text = Object.prototype.toString.call(value);
    if (/java|host|polyglot|graal|truffle/i.test(String(key) + text)) found.push(path + '.' + String(key));
    walk(value, path + '.' + String(key), depth + 1);
  }
  walk(Object.getPrototypeOf(object), path + '.__proto__', depth + 1);
};
walk(globalThis, 'globalThis', 0);
walk(sm, 'sm', 0);
walk(event, 'event', 0);
return found.length ? 'ESCAPED ' + found : seen.size;
