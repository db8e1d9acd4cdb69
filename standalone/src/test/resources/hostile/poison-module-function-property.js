// outcome: succeeded|failed
// keeps state in a function between executions
export default function f() { if (f.n) return 'ESCAPED: state stays'; f.n = 1; return 'clean'; }
