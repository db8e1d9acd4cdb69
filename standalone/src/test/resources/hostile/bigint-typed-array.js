// outcome: failed
// stores a long text in a BigInt64Array
new BigInt64Array(1)[0] = '9'.repeat(16e6); return new BigInt64Array(['9'.repeat(16e6)]).length;
