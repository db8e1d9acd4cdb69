// Runs the tour of the README as a reader would: every `sh` block in one shell, in order. Where a block is followed by
// an output block, the real output must be that, but for times, ids, durations and the token. What only asks is
// asked again for a minute, behind its `sleep`: on a slow machine the answer may take longer. Who is told to try
// again in a moment does, with the same key, as the same request.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const tour = readme.split('<!-- tour: begin -->')[1]?.split('<!-- tour: end -->')[0];
if (tour === undefined) throw new Error('README.md has no tour between its markers');

const steps = [];
for (const [, language, text] of tour.matchAll(/^```(\w+)\n(.*?)^```$/gms)) {
  if (language === 'sh') steps.push({ commands: text, expected: null });
  else if (language === 'json' || language === 'text') steps.at(-1).expected = text;
}

const normal = (text) =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/"(durationMillis|cpuMillis|allocatedBytes|partition|offset)":\d+/g, '"$1":<n>')
    .replace(/"nextCursor":"[\w-]+"/g, '"nextCursor":"<cursor>"')
    .trim();

const shell = spawn('bash', ['-eu'], { cwd: new URL('../..', import.meta.url), stdio: ['pipe', 'pipe', 'inherit'] });
shell.on('exit', (code) => {
  if (code !== 0) fail(`the shell ended with ${code}`);
});
let output = '';
let arrived = () => {};
shell.stdout.on('data', (bytes) => {
  output += bytes;
  arrived();
});

function fail(message) {
  console.error(`not ok - ${message}`);
  console.log(`\n${passed} passed, 1 failed`);
  process.exit(1);
}

const mark = '--end-of-output--';
async function run(commands) {
  output = '';
  shell.stdin.write(`${commands}\nprintf '%s\\n' '${mark}'\n`);
  while (!output.includes(mark)) await new Promise((resolve) => (arrived = resolve));
  return output.split(mark)[0];
}

const uuid = '/proc/sys/kernel/random/uuid';
await run(`curl() { command curl --retry 20 --retry-delay 2 -H "Idempotency-Key: $(cat ${uuid})" "$@"; }`);

let passed = 0;
for (const { commands, expected } of steps) {
  const [, before, asked] = commands.match(/^(.*^sleep \d+$)(.*)$/ms) ?? [null, '', commands];
  const onlyAsks = !/ -[dX] /.test(asked);
  const asExpected = (actual) => expected === null || normal(actual) === normal(expected);
  const said = await run(before);
  let actual = said + (await run(asked));
  for (const end = Date.now() + 60_000; onlyAsks && !asExpected(actual) && Date.now() < end; ) {
    actual = said + (await run(`sleep 1\n${asked}`));
  }
  if (!asExpected(actual)) {
    fail(`after\n${commands}\nexpected\n${normal(expected)}\nbut was\n${normal(actual)}`);
  }
  passed++;
  console.log(`ok ${passed} - ${commands.trim().split('\n')[0]}`);
}
shell.stdin.end();
console.log(`\n${passed} passed, 0 failed`);
