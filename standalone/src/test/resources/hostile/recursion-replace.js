// outcome: failed|limit_exceeded
// replaces in its callback
const f = () => 'a'.replace('a', f);
return f();
