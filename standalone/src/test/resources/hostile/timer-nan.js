// outcome: succeeded|failed
// waits for times that are none
for (const t of [NaN, -1, Infinity, '1', {}, 2 ** 53, null, undefined, 1e-9]) { const id = setTimeout(() => {}, t); clearTimeout(id); }
return 'done';
