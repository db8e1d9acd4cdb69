// outcome: succeeded|failed
// walks from the errors of host functions to a constructor of another realm
for (const call of [() => sm.values.get(Symbol()), () => sm.values.set('k', () => {}), () => sm.emit(1, 2, 3), () => sm.values.list({}, 1)]) {
  try { await call(); } catch (e) {
    if (!(e instanceof Error)) return 'ESCAPED: not of this realm';
    if (e.constructor.constructor !== Function) return 'ESCAPED: another Function';
    if (Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(e))) !== Object.prototype
      && Object.getPrototypeOf(Object.getPrototypeOf(e)) !== Object.prototype) return 'ESCAPED: another prototype';
  }
}
return 'same realm';
