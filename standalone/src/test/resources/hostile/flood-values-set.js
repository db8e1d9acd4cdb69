// outcome: limit_exceeded
// stores without end
for (let n = 0; ; n++) await sm.values.set('flood-' + n, n);
