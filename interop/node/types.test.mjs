// What the page for script authors says an editor does: its examples are right by scriptmaster.d.ts, mistakes are not.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/scripting.md', root), 'utf8');
const types = new URL('engine/src/main/resources/io/scriptmaster/engine/scriptmaster.d.ts', root);
const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));

const examples = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, text]) => text);
const [jsconfig] = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text]) => text).filter((text) => text.includes('checkJs'));

// Modules stay as they are, but for the comment that says what they get; a bare body is the body of a function.
const asFile = (script) => {
  if (!/^(import|export) /m.test(script)) return `export default async () => {\n${script}};\n`;
  const given = ['@param {TriggerEvent} event', ...(/\bsm\b/.test(script) ? ['@param {Scriptmaster} sm'] : [])];
  return script.replace(/^export default /m, `/** ${given.join(' ')} */\nexport default `);
};

function check(scripts) {
  const folder = mkdtempSync(join(tmpdir(), 'scriptmaster-types-'));
  try {
    cpSync(types, join(folder, 'scriptmaster.d.ts'));
    writeFileSync(join(folder, 'jsconfig.json'), jsconfig);
    scripts.forEach((script, n) => writeFileSync(join(folder, `script-${n}.js`), asFile(script)));
    return spawnSync(process.execPath, [tsc, '-p', join(folder, 'jsconfig.json')], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('every example of the page is right', () => {
  assert.ok(examples.length > 14);
  const { status, stdout } = check(examples);
  assert.equal(stdout, '');
  assert.equal(status, 0);
});

test('mistakes are found', () => {
  const { stdout: said } = check([
    'await sm.values.sett("k", 1);',
    'await sm.emit("a.b", "k", {}, { heders: {} });',
    'return fetch("https://example.org");',
    'export default async (event, sm) => sm.values.get(event.kee);',
  ]);
  assert.match(said, /script-0.*'sett'/);
  assert.match(said, /script-1.*'heders'/);
  assert.match(said, /script-2.*'fetch'/);
  assert.match(said, /script-3.*'kee'/);
});
