// outcome: succeeded|failed
// keeps state in a module between executions
let n = 0;
export default () => n++ ? 'ESCAPED: state stays' : 'clean';
