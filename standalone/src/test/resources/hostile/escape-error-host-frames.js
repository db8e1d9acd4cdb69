// outcome: succeeded|failed
// looks for lines of the host in the stack of an error
const stacks = [];
for (const call of [() => sm.values.get(Symbol()), () => sm.emit({ toString() { throw new Error('x'); } }), () => null.x, () => sm.log.info(1n)]) {
  try { await call(); } catch (e) { stacks.push(String(e.stack), String(e.message)); }
}
return /java|graal|truffle|polyglot|io\.scriptmaster|bootstrap/i.test(stacks.join('\n')) ? 'ESCAPED ' + stacks.join(' ## ') : stacks.length;
