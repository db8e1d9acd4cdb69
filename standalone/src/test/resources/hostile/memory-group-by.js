// outcome: limit_exceeded|failed
// groups by ever other keys
return Object.keys(Object.groupBy((function* () { for (let n = 0; ; n++) yield n; })(), n => 'k' + n)).length;
