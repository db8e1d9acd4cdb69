// outcome: limit_exceeded
// parses with a reviver that loops
JSON.parse('{"a":1}', () => { while (true) { } });
