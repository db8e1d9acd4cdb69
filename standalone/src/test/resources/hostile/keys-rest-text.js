// outcome: failed
// takes the rest of a long text
const { a, ...others } = 'x'.repeat(16e6); return others[7];
