// outcome: failed
// closes the function that it is wrapped in
} globalThis.escaped = 'ESCAPED'; {
return globalThis.escaped;
