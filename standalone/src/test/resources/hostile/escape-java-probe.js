// outcome: succeeded|failed
// looks for every name of a JavaScript shell
const names = ['Java', 'Polyglot', 'Packages', 'java', 'javax', 'com', 'org', 'Graal', 'load', 'loadWithNewGlobal', 'print', 'printErr',
  'quit', 'exit', 'read', 'readline', 'readbuffer', 'process', 'require', 'module', 'exports', 'global', 'Deno', 'Bun', 'window', 'self',
  'performance', 'fetch', 'XMLHttpRequest', 'Worker', 'importScripts', 'WebAssembly', 'ShadowRealm', 'SharedArrayBuffer', 'Atomics',
  'WeakRef', 'FinalizationRegistry', 'gc', 'scriptEngine', 'context', 'engine', '__proto__.Java', 'JSAdapter', 'JavaImporter'];
const found = names.filter(name => Object.hasOwn(globalThis, name));
return found.length ? 'ESCAPED ' + found : 'nothing';
