// outcome: limit_exceeded
// parses an object whose keys all have the same hash
let keys = ['']; for (let i = 0; i < 16; i++) keys = keys.flatMap((key) => [key + 'Aa', key + 'BB']);
return Object.keys(JSON.parse('{' + keys.map((key) => '"' + key + '":1').join() + '}')).length;
