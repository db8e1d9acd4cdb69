// outcome: limit_exceeded|failed
// parses large texts and keeps them
const t = '[' + '{"a":[1,2,3]},'.repeat(100000) + '1]'; const all = []; while (true) all.push(JSON.parse(t));
