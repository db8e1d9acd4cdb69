// outcome: succeeded|failed
// keeps state in a class between executions
class A { static n = 0; }
export default () => A.n++ ? 'ESCAPED: state stays' : 'clean';
