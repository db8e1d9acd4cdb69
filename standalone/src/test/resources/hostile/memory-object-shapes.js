// outcome: limit_exceeded|failed
// makes objects of ever other shapes
const all = []; for (let n = 0; ; n++) all.push({ ['a' + n]: 1, ['b' + n]: 2 });
