// outcome: limit_exceeded|failed
// registers symbols without end
for (let n = 0; ; n++) Symbol.for('symbol-' + n + 'x'.repeat(1000));
